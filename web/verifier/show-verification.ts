import type { Finding } from '../../src/domain/statements/file/finding.ts'
import { checkWords, findingWords, type VerifierLanguage } from '../../src/domain/statements/file/finding-words.ts'
import type { FiledLine } from '../../src/domain/statements/file/statement-file.ts'
import type { FileFacts, FilesVerification } from '../../src/domain/statements/file/verify-statement-file.ts'
import { element, mark } from './element.ts'
import { type PageWord, pageWords } from './page-words.ts'

/** Lines of one file that are shown if nothing is wrong with them. */
const LINES_SHOWN = 100
const FINDINGS_SHOWN = 200

export interface Shown {
  readonly names: readonly string[]
  readonly verification: FilesVerification
  readonly isTrusted: boolean
  readonly language: VerifierLanguage
}

/** What a verification says, for people: the verdict, what is wrong in words, what was looked at, and the files. */
export function showVerification(shown: Shown): HTMLElement[] {
  const { verification, names, isTrusted, language } = shown
  const { ok, findings, checks, files } = verification
  const say = (word: PageWord) => pageWords(word, language)
  const [verdict, kind] = !ok ? (['bad', 'bad'] as const) : isTrusted ? (['goodTrusted', 'good'] as const) : (['good', 'look'] as const)
  return [
    element('section', { class: `verdict ${kind}`, role: 'status' }, say(verdict)),
    ...(findings.length === 0 ? [] : [element('section', { class: 'findings' }, element('h2', {}, say('found')), ...findingList(findings, shown))]),
    element(
      'section', {}, element('h2', {}, say('checked')),
      element('ul', {}, ...checks.map((check) => checkItem(check.ok, `${checkWords(check.check, language)}: ${say(check.ok ? 'yes' : 'no')}`))),
    ),
    ...files.map((facts, index) => fileSection(facts, names[index] ?? '', findings.filter(({ file }) => file === index), say)),
  ]
}

/** What is to be said of the key once, however many files it has signed. */
function told(findings: readonly Finding[]): readonly Finding[] {
  const isFirst = ({ facts }: Finding, index: number) => findings.findIndex(({ code, facts: { fingerprint } }) => code === 'key_unconfirmed' && fingerprint === facts['fingerprint']) === index
  return findings.filter((finding, index) => finding.code !== 'key_unconfirmed' || isFirst(finding, index))
}

function findingList(findings: readonly Finding[], shown: Shown): HTMLElement[] {
  const all = told(findings)
  const more = all.length - FINDINGS_SHOWN
  const list = element('ul', {}, ...all.slice(0, FINDINGS_SHOWN).map((finding) => findingItem(finding, shown)))
  return more > 0 ? [list, element('p', { class: 'soft' }, pageWords('more', shown.language).replace('{more}', String(more)))] : [list]
}

function findingItem(finding: Finding, { names, language }: Shown): HTMLElement {
  const kind = finding.severity === 'wrong' ? 'bad' : 'look'
  const name = names.length > 1 && finding.code !== 'key_unconfirmed' ? `${names[finding.file]}: ` : ''
  return element('li', { class: kind }, element('b', {}, mark(kind)), element('span', {}, name + findingWords(finding, language)))
}

function checkItem(isOk: boolean, text: string): HTMLElement {
  const kind = isOk ? 'good' : 'bad'
  return element('li', { class: kind }, element('b', {}, mark(kind)), element('span', {}, text))
}

type Say = (word: PageWord) => string

function fileSection(facts: FileFacts | null, name: string, findings: readonly Finding[], say: Say): HTMLElement {
  if (facts === null) return element('section', {}, element('h2', {}, name), element('p', { class: 'soft' }, say('unreadable')))
  const { file, hash, fingerprint } = facts
  const { statement, seal } = file
  const { period, currency } = statement
  const isTest = statement.isTest ? ` (${say('test')})` : ''
  const facts_: [PageWord, string, boolean][] = [
    ['period', `${period.name} (${period.timeZone})`, false], ['opening', `${statement.opening.total} ${currency}`, false], ['closing', `${statement.closing.total} ${currency}`, false],
    ['program', statement.programId + isTest, true], ['affiliate', statement.affiliateId, true], ['hash', hash, true], ['signer', fingerprint ?? say('noSigner'), true],
    ['sealedAt', seal.document.sealedAt, false],
  ]
  const list = facts_.flatMap(([word, value, isMono]) => [element('dt', {}, say(word)), element('dd', isMono ? { class: 'mono' } : {}, value)])
  return element('section', {}, element('h2', {}, name), element('dl', {}, ...list), ...linesOf(facts, findings, say))
}

interface NumberedLine {
  readonly position: number
  readonly filed: FiledLine
}

function linesOf({ file }: FileFacts, findings: readonly Finding[], say: Say): HTMLElement[] {
  const all: NumberedLine[] = 'lines' in file ? file.lines.map((filed, index) => ({ position: index + 1, filed })) : [{ position: file.lineInclusion.index + 1, filed: file.line }]
  const wrong = new Set(findings.filter(({ code, severity }) => severity === 'wrong' && code.startsWith('line_')).flatMap(({ lines }) => lines.map(({ position }) => position)))
  const shown = all.filter(({ position }, index) => index < LINES_SHOWN || wrong.has(position)).slice(0, LINES_SHOWN + FINDINGS_SHOWN)
  if (shown.length === 0) return []
  const heads = [element('th', { class: 'number' }, '#'), element('th', {}, say('when')), element('th', {}, say('what')), element('th', { class: 'number' }, say('amount')), element('th', {}, say('transfer'))]
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...shown.map((line) => lineRow(line, wrong.has(line.position)))))
  const note = shown.length < all.length ? element('p', { class: 'soft' }, say('linesShown').replace('{shown}', String(LINES_SHOWN)).replace('{all}', String(all.length))) : null
  return [element('h3', {}, say('lines')), ...(note === null ? [] : [note]), element('div', { class: 'scroll', tabindex: '0' }, table)]
}

function lineRow({ position, filed: { line } }: NumberedLine, isWrong: boolean): HTMLElement {
  return element(
    'tr', isWrong ? { class: 'bad' } : {},
    element('td', { class: 'number' }, String(position)), element('td', {}, line.occurredAt.slice(0, 10)), element('td', {}, [line.kind, line.component].filter((part) => part !== null).join(' · ')),
    element('td', { class: 'number' }, line.amount), element('td', { class: 'mono' }, line.transferId),
  )
}
