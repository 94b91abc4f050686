import type { Because } from '../../explanation.ts'
import type { Phrase } from '../../components/clauses.ts'
import { amountAt, amountOf, countOf, find, type Leaves, textAt, textOf } from './leaves.ts'
import type { Speaker, ToldAward } from './told-award.ts'

/** `; of 25.00 EUR a cap of 60.00 EUR per day for the affiliate left 10.00 EUR`; nothing where no cap cut the award as a whole. */
export function capWords(say: Speaker, { leaves, worthMinor }: ToldAward): string {
  const cap = find(leaves, 'cap')
  if (cap === undefined || find(leaves, 'beforeCap') === undefined) return ''
  const [before, limit, left] = [say.sum(amountAt(leaves, 'beforeCap')), limitWords(say, cap), say.money(worthMinor)]
  return say.pick([`; of ${before} a cap of ${limit} left ${left}`, `; de ${before}, um limite de ${limit} deixou ${left}`, `; de ${before}, un tope de ${limit} dejó ${left}`])
}

/** `60.00 EUR per day for the affiliate`. */
export function limitWords(say: Speaker, cap: Because, counted: Counted = COMMISSIONS): string {
  const limit = cap.because ?? []
  const most = find(limit, 'most')
  const amount = most?.value.as === 'count' ? `${countOf(most)} ${say.pick(countOf(most) === 1n ? counted.one : counted.many)}` : say.sum(amountOf(most))
  const [kind = ''] = (textAt(limit, 'window') ?? '').split(' ')
  return [amount, phraseFor(say, WINDOWS, kind), phraseFor(say, PER, textOf(cap) ?? '')].filter((text) => text !== '').join(' ')
}

/** What a cap counts. */
export interface Counted {
  readonly one: Phrase
  readonly many: Phrase
}

const COMMISSIONS: Counted = { one: ['commission', 'comissão', 'comisión'], many: ['commissions', 'comissões', 'comisiones'] }

const WINDOWS: Readonly<Record<string, Phrase>> = {
  day: ['per day', 'por dia', 'por día'],
  week: ['per week', 'por semana', 'por semana'],
  month: ['per month', 'por mês', 'por mes'],
  lifetime: ['in all', 'no total', 'en total'],
}

const PER: Readonly<Record<string, Phrase>> = {
  customer: ['for the customer', 'para o cliente', 'para el cliente'],
  affiliate: ['for the affiliate', 'para o afiliado', 'para el afiliado'],
  plan: ['for all affiliates of the plan', 'para todos os afiliados do plano', 'para todos los afiliados del plan'],
}

function phraseFor(say: Speaker, phrases: Readonly<Record<string, Phrase>>, name: string): string {
  const phrase = phrases[name]
  return phrase === undefined ? '' : say.pick(phrase)
}

/** `, by row 2 of the table of rates (DE)`; nothing where the component's own terms held. */
export function rowWords(say: Speaker, leaves: Leaves): string {
  const row = find(leaves, 'rateRow')
  if (row === undefined) return ''
  const matched = (row.because ?? []).flatMap((fact) => textOf(fact) ?? [])
  const number = countOf(row)
  const text = say.pick([`, by row ${number} of the table of rates`, `, pela linha ${number} da tabela de taxas`, `, por la fila ${number} de la tabla de tasas`])
  return matched.length === 0 ? text : `${text} (${matched.join(', ')})`
}

/** What is missing of a period to its floor. */
export function floorWords(say: Speaker, { leaves, period }: ToldAward): string {
  const [floor, earned, month] = [say.sum(amountAt(leaves, 'floor')), say.sum(amountAt(leaves, 'earned')), say.window(period)]
  return say.pick([
    `at least ${floor} is paid for ${month}, and ${earned} had been earned`, `por ${month} se paga pelo menos ${floor}, e ${earned} tinham sido ganhos`,
    `por ${month} se pagan al menos ${floor}, y se habían ganado ${earned}`,
  ])
}
