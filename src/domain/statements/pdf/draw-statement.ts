import type { Language } from '../../commissions/explanation.ts'
import { wordingOf } from '../../commissions/components/clauses.ts'
import { titleOfKey } from '../../plans/words/component-words.ts'
import { sumOf } from '../file/exact-sum.ts'
import type { LineExchange, StatementDocument, StatementLine } from '../statement-document.ts'
import { Paper } from './paper.ts'
import { type PaperFormats, paperFormats } from './paper-formats.ts'
import { STATEMENT_WORDS, type StatementWord } from './statement-words.ts'

/** What a printed statement shows: the document, and the names that its ids have now. */
export interface PrintedStatement {
  readonly document: StatementDocument
  /** In hex. */
  readonly hash: string
  /** Null: its period is not sealed yet. */
  readonly seal: { readonly sealedAt: Date; readonly fingerprint: string } | null
  readonly programName: string
  readonly affiliateName: string
  /** Of brands and products. */
  readonly names: ReadonlyMap<string, string>
  readonly logo: Buffer | null
  /** Lines that are not about commissions, the first of them. */
  readonly otherLines: readonly OtherLine[]
  readonly hasMoreLines: boolean
  readonly recordedAt: Date
}

export interface OtherLine {
  readonly section: StatementLine['section']
  readonly amount: string
  readonly occurredAt: Date
  /** Why an adjustment was made. */
  readonly reason: string | null
  /** Of a payout in another currency: what was paid, and what one unit of that was worth. */
  readonly exchange: LineExchange | null
}

interface Saying extends PaperFormats {
  (word: StatementWord): string
  component(key: string): string
  readonly language: Language
}

/** A statement as a PDF (A4): the account, its sums, what was not commission line by line, and what matches the paper with the file. */
export async function drawStatement(statement: PrintedStatement, language: Language): Promise<Buffer> {
  const { document, programName, logo, hash, recordedAt } = statement
  const say = sayingOf(document, language)
  const title = `${say('title')} ${document.period.name}`
  const paper = await Paper.open({ language, title, issuer: programName, logo, foot: `${document.id} · SHA-256 ${hash}`, createdAt: recordedAt })
  paper.title(title, spanOf(document, say))
  if (document.isTest) paper.note(say('isTest'))
  if (statement.seal === null) paper.note(say('notSealed'))
  drawParties(paper, statement, say)
  drawAccount(paper, document, say)
  drawCommissions(paper, statement, say)
  drawOthers(paper, statement, say)
  drawProof(paper, statement, say)
  return paper.finish()
}

function sayingOf({ currency, period }: StatementDocument, language: Language): Saying {
  const wording = wordingOf(language, currency, () => undefined)
  const say = (word: StatementWord) => wording.pick(STATEMENT_WORDS[word])
  return Object.assign(say, paperFormats(language, currency, period.timeZone), { language, component: (key: string) => titleOfKey(key, wording) })
}

function spanOf({ period }: StatementDocument, say: Saying): string {
  return `${say.day(new Date(period.from))} – ${say.lastDay(new Date(period.until))}, ${period.timeZone}`
}

function drawParties(paper: Paper, { document, programName, affiliateName }: PrintedStatement, say: Saying): void {
  paper.facts([
    [say('program'), programName],
    [say('affiliate'), affiliateName],
    [say('affiliateId'), document.affiliateId],
    [say('statementId'), document.id],
  ])
}

/** From the opening to the closing balance; what did not move is left out. */
function drawAccount(paper: Paper, document: StatementDocument, say: Saying): void {
  const { opening, closing, carryover, adjustments, tax, payouts, matured, commissions } = document
  const moved: [StatementWord, string][] = [
    ['carriedIn', carryover.in], ['carriedOut', carryover.out], ['adjustments', adjustments], ['vat', tax.vat], ['withheld', tax.withheld],
    ['payoutsSent', payouts.sent], ['payoutsReturned', payouts.returned],
  ]
  paper.heading(say('account'))
  paper.table({
    columns: [{ label: '', width: 0.75 }, { label: `${say('amount')} (${document.currency})`, width: 0.25, isAmount: true }],
    rows: [
      [say('opening'), say.amount(opening.total)],
      [say('commissions'), say.amount(sumOf(commissions.map(({ amount }) => amount)).toString())],
      ...moved.filter(([, amount]) => !isZero(amount)).map(([word, amount]) => [say(word), say.amount(amount)]),
    ],
    total: [say('closing'), say.amount(closing.total)],
  })
  paper.facts([[say('ofWhichPending'), say.money(closing.pending)], [say('ofWhichPayable'), say.money(closing.payable)], [say('matured'), say.money(matured)]], 0.6)
}

function drawCommissions(paper: Paper, { document, names }: PrintedStatement, say: Saying): void {
  const { commissions, currency } = document
  paper.heading(say('byComponent'))
  if (commissions.length === 0) {
    paper.note(say('noCommissions'))
    return
  }
  const nameOf = (id: string | null) => (id === null ? '–' : (names.get(id) ?? id))
  paper.table({
    columns: [
      { label: say('component'), width: 0.36 }, { label: say('brand'), width: 0.2 }, { label: say('product'), width: 0.16 },
      { label: say('lines'), width: 0.08, isAmount: true }, { label: `${say('amount')} (${currency})`, width: 0.2, isAmount: true },
    ],
    rows: commissions.map(({ component, brandId, productId, lines, amount }) => [say.component(component), nameOf(brandId), nameOf(productId), String(lines), say.amount(amount)]),
    total: [say('total'), '', '', String(commissions.reduce((count, { lines }) => count + lines, 0)), say.amount(sumOf(commissions.map(({ amount }) => amount)).toString())],
  })
}

function drawOthers(paper: Paper, { document, otherLines, hasMoreLines }: PrintedStatement, say: Saying): void {
  if (otherLines.length === 0) return
  paper.heading(say('others'))
  paper.table({
    columns: [{ label: say('day'), width: 0.22 }, { label: say('what'), width: 0.56 }, { label: `${say('amount')} (${document.currency})`, width: 0.22, isAmount: true }],
    rows: otherLines.map((line) => [say.day(line.occurredAt), [say(wordOf(line)), line.reason, exchangeText(line, document, say)].filter((part) => part !== null).join(': '), say.amount(line.amount)]),
  })
  if (hasMoreLines) paper.note(say('furtherLines'))
}

function exchangeText({ exchange }: OtherLine, { currency, period }: StatementDocument, say: Saying): string | null {
  if (exchange === null) return null
  const paid = paperFormats(say.language, exchange.currency, period.timeZone).money(exchange.amount)
  return `${paid} (1 ${exchange.currency} = ${say.decimal(exchange.rate)} ${currency}, ${exchange.source}, ${say.day(new Date(exchange.from))})`
}

function wordOf({ section, amount }: OtherLine): StatementWord {
  switch (section) {
    case 'payout': return amount.startsWith('-') ? 'payout' : 'payoutReturned'
    case 'commission': return 'commissions'
    default: return section
  }
}

function drawProof(paper: Paper, { document, hash, seal }: PrintedStatement, say: Saying): void {
  paper.heading(say('check'))
  paper.facts([
    [say('hash'), hash],
    [say('root'), document.lines.root],
    ...(seal === null ? [] : [[say('key'), seal.fingerprint] as const, [say('sealedAt'), say.moment(seal.sealedAt)] as const]),
  ])
  paper.note(say('howToCheck'))
}

function isZero(amount: string): boolean {
  return /^-?[0.]*$/.test(amount)
}
