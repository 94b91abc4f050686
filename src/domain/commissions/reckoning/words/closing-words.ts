import type { Phrase } from '../../components/clauses.ts'
import type { Because } from '../../explanation.ts'
import { amountAt, amountOf, find, type Leaves, named, textAt, textOf } from './leaves.ts'
import type { Speaker, ToldAward } from './told-award.ts'

/** What the end of a period adds to revenue shares, by the beginning of the award's name. */
export const CLOSINGS = ['reset', 'carry-out', 'carry-in', 'pay-down', 'ring-fence'] as const
export type Closing = (typeof CLOSINGS)[number]

export const CLOSING_TITLES: Readonly<Record<Closing, Phrase>> = {
  reset: ['Negative month forgotten', 'Mês negativo esquecido', 'Mes negativo olvidado'],
  'carry-out': ['Negative month carried on', 'Mês negativo levado adiante', 'Mes negativo arrastrado'],
  'carry-in': ['Carried over from earlier months', 'Trazido de meses anteriores', 'Arrastrado de meses anteriores'],
  'pay-down': ['Losses of a high roller paid down', 'Perdas de um grande apostador compensadas', 'Pérdidas de un gran apostador compensadas'],
  'ring-fence': ['Losses of a high roller set apart', 'Perdas de um grande apostador separadas', 'Pérdidas de un gran apostador separadas'],
}

/** What a closing comes from. */
export function closingWords(say: Speaker, closing: Closing, award: ToldAward): string {
  switch (closing) {
    case 'reset': return resetWords(say, award)
    case 'carry-out': return carryOutWords(say, award)
    case 'carry-in': return carryInWords(say, award)
    case 'pay-down': return payDownWords(say, award)
    case 'ring-fence': return ringFenceWords(say, award)
  }
}

function shareWas(say: Speaker, award: ToldAward): string {
  const [share, month] = [say.sum(amountAt(award.leaves, 'shareOfPeriod')), monthOf(say, award)]
  return say.pick([`the revenue share of ${month} was ${share}`, `a participação na receita de ${month} foi de ${share}`, `la participación en los ingresos de ${month} fue de ${share}`])
}

/** The month, and the brand or product where each is added up by itself. */
function monthOf(say: Speaker, { period, scopeName }: ToldAward): string {
  return scopeName === null ? say.window(period) : `${say.window(period)} (${scopeName})`
}

function resetWords(say: Speaker, award: ToldAward): string {
  return shareWas(say, award) + say.pick([
    ', and a negative month is not carried over: the next one begins at zero', ', e um mês negativo não é levado adiante: o seguinte começa do zero',
    ', y un mes negativo no se arrastra: el siguiente empieza de cero',
  ])
}

function carryOutWords(say: Speaker, award: ToldAward): string {
  const { leaves } = award
  const carried = say.sum(amountAt(leaves, 'carryOut'))
  const what = whatWords(say, leaves)
  return [
    shareWas(say, award),
    say.pick([`${carried} of ${what} comes off later months`, `${carried} de ${what} são descontados de meses seguintes`, `${carried} de ${what} se descuentan de meses posteriores`]),
    ...forgotten(say, find(leaves, 'forgottenBeyondCap'), (amount) => {
      const cap = say.sum(amountAt(leaves, 'cap'))
      return [`${amount} is beyond the limit of ${cap} and forgotten`, `${amount} passam do limite de ${cap} e são esquecidos`, `${amount} superan el límite de ${cap} y se olvidan`]
    }),
    ...forgotten(say, find(leaves, 'forgottenByAge'), (amount) => [`${amount} is too old and forgotten`, `${amount} são antigos demais e são esquecidos`, `${amount} son demasiado antiguos y se olvidan`]),
  ].join('; ')
}

function forgotten(say: Speaker, leaf: Because | undefined, phrase: (amount: string) => Phrase): string[] {
  return leaf === undefined ? [] : [say.pick(phrase(say.sum(amountOf(leaf))))]
}

/** Whether the base or the commission is carried. */
function whatWords(say: Speaker, leaves: Leaves): string {
  return textAt(leaves, 'what') === 'base'
    ? say.pick(['negative base', 'base negativa', 'base negativa'])
    : say.pick(['negative commission', 'comissão negativa', 'comisión negativa'])
}

function carryInWords(say: Speaker, award: ToldAward): string {
  const { leaves } = award
  const used = say.sum(amountAt(leaves, 'carryInUsed'))
  const what = whatWords(say, leaves)
  const [before, after, month] = [say.sum(amountAt(leaves, 'shareOfPeriod')), say.sum(amountAt(leaves, 'shareAfterCarryIn')), monthOf(say, award)]
  const origins = named(find(leaves, 'carryIn')?.because ?? [], 'of').flatMap((lot) => {
    const from = textOf(find(lot.because ?? [], 'period'))
    return from === null ? [] : [`${say.window(from)}: ${say.sum(amountOf(lot))}`]
  })
  const from = origins.length === 0 ? '' : ` (${origins.join(', ')})`
  return say.pick([
    `${used} of ${what} carried from earlier months${from} comes off ${month}: its revenue share goes from ${before} to ${after}`,
    `${used} de ${what} de meses anteriores${from} são descontados de ${month}: a participação na receita passa de ${before} para ${after}`,
    `${used} de ${what} de meses anteriores${from} se descuentan de ${month}: la participación en los ingresos pasa de ${before} a ${after}`,
  ])
}

function payDownWords(say: Speaker, award: ToldAward): string {
  const { leaves } = award
  const [base, paid, month] = [say.sum(amountAt(leaves, 'baseOfCustomer')), say.sum(amountAt(leaves, 'paidDown')), monthOf(say, award)]
  return say.pick([
    `the customer brought ${base} in ${month}, and ${paid} of it pays down earlier losses that were set apart${shareMoves(say, leaves)}`,
    `o cliente trouxe ${base} em ${month}, e ${paid} disso compensam perdas anteriores que tinham sido separadas${shareMoves(say, leaves)}`,
    `el cliente aportó ${base} en ${month}, y ${paid} de eso compensan pérdidas anteriores que se habían separado${shareMoves(say, leaves)}`,
  ])
}

function ringFenceWords(say: Speaker, award: ToldAward): string {
  const { leaves } = award
  const [loss, threshold, apart] = [say.sum(-amountAt(leaves, 'baseOfCustomer')), say.sum(amountAt(leaves, 'threshold')), say.sum(amountAt(leaves, 'ringFenced'))]
  const month = monthOf(say, award)
  const end = textAt(leaves, 'ringFenced.until')
  const until = end === null ? '' : say.pick([` until the end of ${say.window(end)}`, ` até o fim de ${say.window(end)}`, ` hasta el fin de ${say.window(end)}`])
  return say.pick([
    `the customer cost ${loss} in ${month}, which reaches the threshold of ${threshold}; ${apart} of it is set apart and comes off nothing but that customer's own later revenue${until}${shareMoves(say, leaves)}`,
    `o cliente custou ${loss} em ${month}, o que alcança o patamar de ${threshold}; ${apart} disso são separados e só são compensados pela receita posterior do próprio cliente${until}${shareMoves(say, leaves)}`,
    `el cliente costó ${loss} en ${month}, lo que alcanza el umbral de ${threshold}; ${apart} de eso se separan y solo los compensan los ingresos posteriores del propio cliente${until}${shareMoves(say, leaves)}`,
  ])
}

function shareMoves(say: Speaker, leaves: Leaves): string {
  const [before, after] = [say.sum(amountAt(leaves, 'shareBefore')), say.sum(amountAt(leaves, 'shareAfter'))]
  return say.pick([`; the revenue share goes from ${before} to ${after}`, `; a participação na receita passa de ${before} para ${after}`, `; la participación en los ingresos pasa de ${before} a ${after}`])
}
