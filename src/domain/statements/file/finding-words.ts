import type { Check, Finding, FindingCode, NamedLine } from './finding.ts'

// Runs in browsers too, so it imports types only.

export type VerifierLanguage = 'en' | 'pt-BR' | 'es'
export const VERIFIER_LANGUAGES: readonly VerifierLanguage[] = ['en', 'pt-BR', 'es']

type Phrase = readonly [en: string, ptBr: string, es: string]

/** What is found, with `{facts}`; `{lines}` names the lines. */
const FINDING_PHRASES: Readonly<Record<FindingCode, Phrase>> = {
  not_readable: [
    'This is not a statement file, or a part of it is missing, added or of another form: {place}.',
    'Isto não é um arquivo de extrato, ou uma parte dele falta, foi acrescentada ou tem outra forma: {place}.',
    'Esto no es un archivo de estado de cuenta, o una parte falta, se agregó o tiene otra forma: {place}.',
  ],
  line_changed: ['{lines} was changed: it does not have its hash.', '{lines} foi alterada: não tem o seu hash.', '{lines} fue modificada: no tiene su hash.'],
  line_misplaced: ['{lines} is not in its place, or stands there twice.', '{lines} não está no seu lugar, ou aparece duas vezes.', '{lines} no está en su lugar, o aparece dos veces.'],
  lines_count: ['The statement has {stated} lines, the file {found}.', 'O extrato tem {stated} linhas, o arquivo {found}.', 'El estado de cuenta tiene {stated} líneas, el archivo {found}.'],
  lines_root: [
    'The lines together are not those that were sealed.', 'As linhas, em conjunto, não são as que foram seladas.', 'Las líneas, en conjunto, no son las que se sellaron.',
  ],
  line_not_proven: ['{lines} does not stand on this statement.', '{lines} não consta deste extrato.', '{lines} no figura en este estado de cuenta.'],
  sum_differs: [
    'The sum of {group} is stated as {stated}; its lines come to {found}. One of them is wrong, or the sum: {lines}.',
    'A soma de {group} consta como {stated}; as linhas dão {found}. Uma delas está errada, ou a soma: {lines}.',
    'La suma de {group} consta como {stated}; sus líneas dan {found}. Una de ellas está mal, o la suma: {lines}.',
  ],
  balance_not_the_sum: [
    'The {balance} balance is stated as {stated}; its parts come to {found}.', 'O saldo ({balance}) consta como {stated}; as partes dão {found}.', 'El saldo ({balance}) consta como {stated}; sus partes dan {found}.',
  ],
  closing_differs: [
    'The closing balance is stated as {stated}; the opening balance and what moved come to {found}.',
    'O saldo final consta como {stated}; o saldo inicial e os movimentos dão {found}.',
    'El saldo final consta como {stated}; el saldo inicial y los movimientos dan {found}.',
  ],
  closing_part_differs: [
    'Of the closing balance, {part} is stated as {stated}; opening and lines come to {found}.',
    'Do saldo final, {part} consta como {stated}; o saldo inicial e as linhas dão {found}.',
    'Del saldo final, {part} consta como {stated}; el saldo inicial y las líneas dan {found}.',
  ],
  other_period: [
    'Statement and seal are not of the same period or program ({field}): {stated}, and {found}.',
    'Extrato e selo não são do mesmo período ou programa ({field}): {stated} e {found}.',
    'El estado de cuenta y el sello no son del mismo período o programa ({field}): {stated} y {found}.',
  ],
  statement_not_sealed: [
    'This statement, as it is here, is none of those that were sealed with the period.',
    'Este extrato, tal como está aqui, não é um dos que foram selados com o período.',
    'Este estado de cuenta, tal como está aquí, no es uno de los que se sellaron con el período.',
  ],
  signing_key_missing: ['The key that signed ({key}) is not in the file.', 'A chave que assinou ({key}) não está no arquivo.', 'La clave que firmó ({key}) no está en el archivo.'],
  signature_wrong: [
    'The seal of the period, as it is here, was not signed by the key {fingerprint}.',
    'O selo do período, tal como está aqui, não foi assinado pela chave {fingerprint}.',
    'El sello del período, tal como está aquí, no fue firmado por la clave {fingerprint}.',
  ],
  endorsement_wrong: [
    'The key {key} claims to be vouched for by the one before it, and is not.',
    'A chave {key} diz ser endossada pela anterior, e não é.',
    'La clave {key} dice estar respaldada por la anterior, y no lo está.',
  ],
  key_not_trusted: [
    'It is signed by the key {fingerprint}, which is not the one you trust ({trusted}) nor vouched for by it.',
    'Está assinado pela chave {fingerprint}, que não é a de sua confiança ({trusted}) nem é endossada por ela.',
    'Está firmado por la clave {fingerprint}, que no es la de su confianza ({trusted}) ni está respaldada por ella.',
  ],
  key_unconfirmed: [
    'Anybody can make a key. Compare the fingerprint with the one that the program has published: {fingerprint}.',
    'Qualquer pessoa pode criar uma chave. Compare a impressão digital com a que o programa publicou: {fingerprint}.',
    'Cualquiera puede crear una clave. Compare la huella con la que el programa ha publicado: {fingerprint}.',
  ],
  key_changed: [
    'It is signed by another key ({fingerprint}) than the statement before ({before}), which does not vouch for it.',
    'Está assinado por outra chave ({fingerprint}) que a do extrato anterior ({before}), que não a endossa.',
    'Está firmado por otra clave ({fingerprint}) que la del estado de cuenta anterior ({before}), que no la respalda.',
  ],
  statement_twice: ['There is another statement of {period}, with other contents.', 'Há outro extrato de {period}, com outro conteúdo.', 'Hay otro estado de cuenta de {period}, con otro contenido.'],
  previous_differs: [
    'It follows a statement with the hash {stated}; the one of {period} has {found}. One between them is missing, or one was replaced.',
    'Segue um extrato com o hash {stated}; o de {period} tem {found}. Falta um entre eles, ou um foi substituído.',
    'Sigue a un estado de cuenta con el hash {stated}; el de {period} tiene {found}. Falta uno entre ellos, o uno fue reemplazado.',
  ],
  opening_differs: [
    'It opens ({part}) with {stated}; the statement of {period} closed with {found}.',
    'Abre ({part}) com {stated}; o extrato de {period} fechou com {found}.',
    'Abre ({part}) con {stated}; el estado de cuenta de {period} cerró con {found}.',
  ],
  seal_previous_differs: [
    'Its period follows a seal with the hash {stated}; that of {period} has {found}.',
    'O seu período segue um selo com o hash {stated}; o de {period} tem {found}.',
    'Su período sigue a un sello con el hash {stated}; el de {period} tiene {found}.',
  ],
}

/** What was looked at, said as it holds. */
const CHECK_PHRASES: Readonly<Record<Check, Phrase>> = {
  shape: ['The file is complete and nothing was added', 'O arquivo está completo e nada foi acrescentado', 'El archivo está completo y no se agregó nada'],
  lines: ['Every line is as it was sealed', 'Cada linha está como foi selada', 'Cada línea está como fue sellada'],
  sums: ['The sums are those of the lines', 'As somas são as das linhas', 'Las sumas son las de las líneas'],
  balance: ['Opening balance and movements give the closing balance', 'Saldo inicial e movimentos dão o saldo final', 'Saldo inicial y movimientos dan el saldo final'],
  period: ['The statement is one of its period', 'O extrato é um dos do seu período', 'El estado de cuenta es uno de los de su período'],
  signature: ['The period was signed', 'O período foi assinado', 'El período fue firmado'],
  key: ['The keys vouch for one another', 'As chaves endossam umas às outras', 'Las claves se respaldan entre sí'],
  chain: ['Each statement follows the one before', 'Cada extrato segue o anterior', 'Cada estado de cuenta sigue al anterior'],
}

const LINE: Phrase = ['Line {position} (transfer {transfer})', 'A linha {position} (transferência {transfer})', 'La línea {position} (transferencia {transfer})']
const LINES: Phrase = ['lines {positions}', 'linhas {positions}', 'líneas {positions}']
const NO_LINES: Phrase = ['it has no lines', 'não tem linhas', 'no tiene líneas']
const MORE: Phrase = ['{positions} and {more} more', '{positions} e mais {more}', '{positions} y {more} más']
const LINES_SHOWN = 12

/** A finding as a sentence. */
export function findingWords({ code, facts, lines }: Pick<Finding, 'code' | 'facts' | 'lines'>, language: VerifierLanguage): string {
  return fill(pick(FINDING_PHRASES[code], language), { ...facts, lines: lineWords(code, lines, language) })
}

export function checkWords(check: Check, language: VerifierLanguage): string {
  return pick(CHECK_PHRASES[check], language)
}

function lineWords(code: FindingCode, lines: readonly NamedLine[], language: VerifierLanguage): string {
  const [first] = lines
  if (first === undefined) return pick(NO_LINES, language)
  if (code !== 'sum_differs') return fill(pick(LINE, language), { position: String(first.position), transfer: first.transferId })
  const shown = lines.slice(0, LINES_SHOWN).map(({ position, transferId }) => `${position} (${transferId})`).join(', ')
  const positions = lines.length <= LINES_SHOWN ? shown : fill(pick(MORE, language), { positions: shown, more: String(lines.length - LINES_SHOWN) })
  return fill(pick(LINES, language), { positions })
}

function pick([en, ptBr, es]: Phrase, language: VerifierLanguage): string {
  return language === 'en' ? en : language === 'es' ? es : ptBr
}

function fill(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '')
}
