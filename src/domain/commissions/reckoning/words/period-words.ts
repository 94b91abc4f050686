import type { Phrase } from '../../components/clauses.ts'
import { metricValue, metricWords, windowWords } from '../../components/metric-words.ts'
import { METRICS } from '../../components/read-metric.ts'
import type { Because } from '../../explanation.ts'
import { amountAt, amountOf, countAt, countOf, deep, find, isTrueAt, type Leaves, named, rateOf, textAt } from './leaves.ts'
import type { Speaker, Tell } from './told-award.ts'

/** A fee: each amount with its days, or all of it. */
export const feeWords: Tell = (say, { leaves, period }) => {
  const month = say.window(period)
  const all = countAt(leaves, 'daysOfPeriod')
  const parts = named(leaves, 'amountPerPeriod').map((leaf) => {
    const because = leaf.because ?? []
    const amount = say.sum(amountOf(leaf))
    if (!isTrueAt(because, 'proration')) return amount
    const days = countAt(because, 'coveredDays')
    return say.pick([`${amount} for ${days} of ${all} days`, `${amount} por ${days} de ${all} dias`, `${amount} por ${days} de ${all} días`])
  })
  return `${say.list(parts)} (${month})`
}

/** What the metric came to, and the threshold. */
export const bonusWords: Tell = (say, { leaves, period }) => {
  const bonus = find(leaves, 'bonus')?.because ?? []
  const metric = METRICS.find((one) => one === textAt(bonus, 'metric'))
  if (metric === undefined) return ''
  const valueOf = (name: string) => {
    const leaf = find(bonus, name)
    return metricValue(say, metric, leaf?.value.as === 'count' ? countOf(leaf) : amountOf(leaf))
  }
  const [what, value, threshold, span] = [metricWords(say, metric), valueOf('metricValue'), valueOf('threshold'), spanWords(say, bonus, period)]
  const transaction = textAt(bonus, 'reachedBy')
  const by = transaction === null ? '' : say.pick([`, reached with transaction ${transaction}`, `, alcançado com a transação ${transaction}`, `, alcanzado con la transacción ${transaction}`])
  return say.pick([`${what}, ${span}: ${value}; the threshold is ${threshold}${by}`, `${what}, ${span}: ${value}; o patamar é ${threshold}${by}`, `${what}, ${span}: ${value}; el umbral es ${threshold}${by}`])
}

function spanWords(say: Speaker, bonus: Leaves, period: string): string {
  const month = say.window(period)
  const days = find(bonus, 'windowDays')
  if (days !== undefined) return `${windowWords(say, { days: Number(countOf(days)) })} (${month})`
  return textAt(bonus, 'window') === 'lifetime' ? say.pick([`all time up to ${month}`, `todo o tempo até ${month}`, `todo el tiempo hasta ${month}`]) : month
}

/** What recruited affiliates earned, by level and rate. */
export const recruitWords: Tell = (say, award) => {
  const { leaves, period } = award
  const shares = named(find(leaves, 'beforeRounding')?.because ?? [], 'recruitShare')
  const others = find(leaves, 'beforeRounding.otherRecruits')
  const number = BigInt(shares.length) + countAt(others?.because ?? [], 'recruits')
  const month = say.window(period)
  const parts = [...sumsOf(shares).values()].map((sum) => sumWords(say, sum))
  const rest = others === undefined ? '' : say.pick([
    `; ${say.sum(amountOf(others))} for the others`, `; ${say.sum(amountOf(others))} pelos outros`, `; ${say.sum(amountOf(others))} por los demás`,
  ])
  const list = parts.length === 0 ? '' : `: ${say.list(parts)}`
  return say.pick([`recruited affiliates in ${month} (${number})${list}`, `afiliados recrutados em ${month} (${number})${list}`, `afiliados reclutados en ${month} (${number})${list}`]) + rest + uncountedWords(say, shares)
}

/** What affiliates of one level brought at one rate, or customers at one amount. */
interface RecruitSum {
  readonly base: string
  readonly level: bigint
  readonly pay: Because
  amount: bigint
}

const RECRUIT_BASES: Readonly<Record<string, Phrase>> = {
  commission: ['commission', 'comissão', 'comisión'],
  revenueShare: ['revenue share', 'participação na receita', 'participación en los ingresos'],
  netRevenue: ['net revenue', 'receita líquida', 'ingresos netos'],
  qualifiedCustomers: ['qualified customers', 'clientes qualificados', 'clientes calificados'],
}

/** Months that are over and negative ones that count as nothing are left out. */
function sumsOf(shares: Leaves): Map<string, RecruitSum> {
  const sums = new Map<string, RecruitSum>()
  for (const { because = [] } of shares) {
    for (const { because: part = [] } of named(because, 'partOfPeriod')) {
      const pay = find(part, 'rate') ?? find(part, 'amountPerCustomer')
      const base = part.find(({ name }) => name in RECRUIT_BASES)
      if (pay === undefined || base === undefined) continue
      const level = countAt(part, 'level')
      const amount = base.value.as === 'count' ? countOf(base) : amountOf(base) + amountAt(part, 'clawbacks')
      const key = `${base.name} ${level} ${pay.name} ${amountOf(pay)} ${rateOf(pay)}`
      const sum = sums.get(key)
      if (sum === undefined) sums.set(key, { base: base.name, level, pay, amount })
      else sum.amount += amount
    }
  }
  return sums
}

function sumWords(say: Speaker, { base, level, pay, amount }: RecruitSum): string {
  const what = say.pick(RECRUIT_BASES[base] ?? ['', '', ''])
  const place = say.pick([`level ${level}`, `nível ${level}`, `nivel ${level}`])
  if (pay.name === 'amountPerCustomer') return say.pick([`${say.sum(amountOf(pay))} for each of ${amount} ${what} (${place})`, `${say.sum(amountOf(pay))} por cada um de ${amount} ${what} (${place})`, `${say.sum(amountOf(pay))} por cada uno de ${amount} ${what} (${place})`])
  const [rate, sum] = [say.percent(rateOf(pay)), say.sum(amount)]
  return say.pick([`${rate} of ${sum} of ${what} (${place})`, `${rate} de ${sum} de ${what} (${place})`, `${rate} de ${sum} de ${what} (${place})`])
}

function uncountedWords(say: Speaker, shares: Leaves): string {
  const negative = deep(shares, 'negativeShare').length
  return negative === 0 ? '' : say.pick([
    `; recruits with a negative month, which takes nothing away: ${negative}`, `; recrutados com um mês negativo, que não desconta nada: ${negative}`,
    `; reclutados con un mes negativo, que no descuenta nada: ${negative}`,
  ])
}
