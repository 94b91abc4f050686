import type { Language } from '../../commissions/explanation.ts'
import { wordingOf } from '../../commissions/components/clauses.ts'
import { ratePpmFromText } from '../../money/rates.ts'
import { Paper } from '../../statements/pdf/paper.ts'
import { paperFormats } from '../../statements/pdf/paper-formats.ts'
import type { InvoiceDocument, InvoiceParty } from '../invoice-document.ts'
import { INVOICE_WORDS, type InvoiceWord } from './invoice-words.ts'

/** What a printed invoice shows: its document, and nothing that could have changed since. */
export interface PrintedInvoice {
  readonly document: InvoiceDocument
  /** In hex. */
  readonly hash: string
  /** The program's; null: the customer's name stands there. */
  readonly logo: Buffer | null
}

type Say = ReturnType<typeof sayingOf>

/** A self-billed invoice or a credit note as a PDF (A4): parties, net, VAT, what is withheld, and what matches the paper with its document. */
export async function drawInvoice({ document, hash, logo }: PrintedInvoice, language: Language): Promise<Buffer> {
  const say = sayingOf(document, language)
  const title = `${say.word(document.kind === 'invoice' ? 'invoice' : 'creditNote')} ${document.number}`
  const createdAt = new Date(document.issuedAt)
  const paper = await Paper.open({ language, title, issuer: document.customer.name, logo, foot: `${document.number} · SHA-256 ${hash}`, createdAt })
  paper.title(title, say.word('selfBilled'))
  if (document.isTest) paper.note(say.word('isTest'))
  paper.facts([
    [say.word('number'), document.number],
    [say.word('issuedOn'), say.day(document.issuedOn)],
    [say.word('period'), `${document.period.name}: ${say.day(document.period.from)} – ${say.lastDay(document.period.until)}`],
  ])
  drawParty(paper, 'supplier', document.supplier, say)
  drawParty(paper, 'customer', document.customer, say)
  drawAmounts(paper, document, say)
  paper.heading(say.word('check'))
  paper.facts([[say.word('hash'), hash], [say.word('statement'), document.statement.id], [say.word('statementHash'), document.statement.hash]])
  return paper.finish()
}

function sayingOf({ currency }: InvoiceDocument, language: Language) {
  const wording = wordingOf(language, currency, () => undefined)
  // The days of a document are days already: no zone moves them.
  const formats = paperFormats(language, currency, 'UTC')
  const countries = new Intl.DisplayNames(language, { type: 'region' })
  return {
    word: (word: InvoiceWord) => wording.pick(INVOICE_WORDS[word]),
    amount: formats.amount,
    money: formats.money,
    day: (day: string) => formats.day(new Date(day)),
    lastDay: (endDay: string) => formats.lastDay(new Date(endDay)),
    country: (code: string) => countries.of(code) ?? code,
    percent: (rate: string) => wording.percent(ratePpmFromText(rate) ?? 0n),
  }
}

function drawParty(paper: Paper, role: 'supplier' | 'customer', party: InvoiceParty, say: Say): void {
  paper.heading(say.word(role))
  const facts: [string, string][] = [[say.word('name'), party.name]]
  if (party.address !== null) facts.push([say.word('address'), party.address])
  if (party.country !== null) facts.push([say.word('country'), say.country(party.country)])
  if (party.taxId !== null) facts.push([say.word('taxId'), party.taxId])
  paper.facts(facts)
}

function drawAmounts(paper: Paper, { currency, totals, vatRate, withholdingRate, reverseCharge, kind, period }: InvoiceDocument, say: Say): void {
  paper.heading(say.word('amount'))
  paper.table({
    columns: [{ label: say.word('what'), width: 0.75 }, { label: `${say.word('amount')} (${currency})`, width: 0.25, isAmount: true }],
    rows: [
      [`${say.word('service')}, ${period.name}`, say.amount(totals.net)],
      ...(vatRate === '0' ? [] : [[`${say.word('vat')} ${say.percent(vatRate)}`, say.amount(totals.vat)]]),
    ],
    total: [say.word('gross'), say.amount(totals.gross)],
  })
  if (withholdingRate !== '0') paper.facts([[`${say.word('withheld')} (${say.percent(withholdingRate)})`, say.money(totals.withheld)]])
  paper.facts([[say.word('payable'), say.money(totals.payable)]])
  if (reverseCharge) paper.paragraph(say.word('reverseCharge'))
  if (kind === 'credit_note') paper.note(say.word('creditNoteNote'))
}
