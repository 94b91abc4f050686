import { metricValue, metricWords } from '../../components/metric-words.ts'
import { METRICS } from '../../components/read-metric.ts'
import { BASE_NAMES } from '../../components/revenue-share/explain-share.ts'
import { BASES } from '../../explanation-words.ts'
import type { RevenueShareBase } from '../../rules/plan-terms.ts'
import { amountAt, amountOf, countOf, deep, find, type Leaves, named, rateOf, textAt } from './leaves.ts'
import type { Speaker, Tell, ToldAward } from './told-award.ts'

/** What a month brought and at which rates; above an advance, what a customer's share comes to beyond its CPA. */
export const shareWords: Tell = (say, award) => {
  const payable = find(award.leaves, 'payableShare')
  return payable === undefined ? monthWords(say, award) : aboveAdvanceWords(say, award)
}

function monthWords(say: Speaker, { leaves, period, scopeName }: ToldAward): string {
  const base = baseOf(leaves)
  const what = base === undefined ? '' : BASES[say.language][base.type]
  const [amount, month] = [say.sum(base?.amount ?? 0n), say.window(period)]
  const place = scopeName !== null ? ` (${scopeName})` : find(leaves, 'customerId') === undefined ? '' : say.pick([' (one customer)', ' (um cliente)', ' (un cliente)'])
  return (
    say.pick([`${what} of ${month}${place} came to ${amount}`, `${what} de ${month}${place}: ${amount}`, `${what} de ${month}${place}: ${amount}`]) +
    ratesWords(say, find(leaves, 'share')?.because ?? []) + metricOf(say, leaves) + lifetimeWords(say, leaves)
  )
}

function baseOf(leaves: Leaves): { readonly type: RevenueShareBase; readonly amount: bigint } | undefined {
  for (const [type, name] of Object.entries(BASE_NAMES) as [RevenueShareBase, string][]) {
    const leaf = find(leaves, `${name}OfPeriod`)
    if (leaf !== undefined) return { type, amount: amountOf(leaf) }
  }
  return undefined
}

/** Each slice with its rate; where several versions share a metric, what all of it earns is split by base. */
function ratesWords(say: Speaker, share: Leaves): string {
  const whole = find(share, 'rate')
  if (whole !== undefined) return say.pick([`, at ${say.percent(rateOf(whole))}`, `, a ${say.percent(rateOf(whole))}`, `, al ${say.percent(rateOf(whole))}`])
  const metric = find(share, 'earnedByWholeMetric')
  const slices = named(metric?.because ?? share, 'slice').map(({ because = [] }) => {
    const [amount, rate] = [say.sum(amountAt(because, 'amount')), say.percent(rateOf(find(because, 'rate')))]
    return say.pick([`${amount} at ${rate}`, `${amount} a ${rate}`, `${amount} al ${rate}`])
  })
  if (slices.length === 0) return ''
  if (metric === undefined) return `; ${say.list(slices)}`
  const [base, all] = [say.sum(amountAt(share, 'base')), say.sum(amountAt(share, 'metric'))]
  return say.pick([
    `; of all ${all} (${say.list(slices)}) ${base} earns its part`, `; de todos os ${all} (${say.list(slices)}), ${base} rendem a sua parte`,
    `; de todos los ${all} (${say.list(slices)}), ${base} ganan su parte`,
  ])
}

/** What decides the rate, where that is not the base itself. */
function metricOf(say: Speaker, leaves: Leaves): string {
  return [['tierMetric', 0], ['highestTierMetricBefore', 1]].flatMap(([name, isEarlier]) => {
    const leaf = find(leaves, String(name))
    const metric = METRICS.find((one) => one === textAt(leaf?.because ?? [], 'metric'))
    if (leaf === undefined || metric === undefined) return []
    const value = metricValue(say, metric, leaf.value.as === 'count' ? countOf(leaf) : amountOf(leaf))
    const what = metricWords(say, metric)
    return isEarlier === 0
      ? [say.pick([`; the tier goes by ${what}: ${value}`, `; a faixa é por ${what}: ${value}`, `; el tramo es por ${what}: ${value}`])]
      : [say.pick([`; the highest so far was ${value}`, `; o mais alto até então foi ${value}`, `; lo más alto hasta entonces fue ${value}`])]
  }).join('')
}

/** A share of all time: this month adds what it changes. */
function lifetimeWords(say: Speaker, leaves: Leaves): string {
  if (find(leaves, 'earnedBefore') === undefined) return ''
  const [all, before] = [say.sum(amountAt(leaves, 'share')), say.sum(amountAt(leaves, 'earnedBefore'))]
  return say.pick([`; over all time it earns ${all}, ${before} of it in earlier months`, `; em todo o tempo rende ${all}, ${before} disso em meses anteriores`, `; en todo el tiempo gana ${all}, ${before} de eso en meses anteriores`])
}

function aboveAdvanceWords(say: Speaker, { leaves, period }: ToldAward): string {
  const [share, advance, payable] = [
    say.sum(amountAt(leaves, 'payableShare.shareOfCustomer')), say.sum(amountAt(leaves, 'payableShare.advance')), say.sum(amountAt(leaves, 'payableShare')),
  ]
  const [before, month] = [say.sum(amountAt(leaves, 'payableBefore')), say.window(period)]
  const bases = deep(leaves, 'earnedInPeriod').flatMap(({ because = [] }) => {
    const base = baseOf(because)
    return base === undefined ? [] : [`${BASES[say.language][base.type]} ${say.sum(base.amount)}${ratesWords(say, find(because, 'share')?.because ?? [])}`]
  })
  const brought = bases.length === 0 ? '' : ` (${month}: ${bases.join('; ')})`
  return say.pick([
    `the customer's share has come to ${share}${brought}, and the CPA of ${advance} is an advance on it: ${payable} is payable in all, ${before} of it before ${month}`,
    `a participação do cliente chegou a ${share}${brought}, e o CPA de ${advance} é um adiantamento dela: ${payable} são devidos no total, ${before} disso antes de ${month}`,
    `la participación del cliente llegó a ${share}${brought}, y el CPA de ${advance} es un anticipo de ella: se deben ${payable} en total, ${before} de eso antes de ${month}`,
  ])
}
