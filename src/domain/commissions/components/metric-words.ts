import type { TierMetric, TierWindow } from '../rules/plan-terms.ts'
import { days, type Phrase, type Wording } from './clauses.ts'
import { COUNT_METRICS } from './read-metric.ts'

const METRIC_WORDS: Readonly<Record<TierMetric, Phrase>> = {
  net_revenue: ['net revenue', 'receita líquida', 'ingresos netos'],
  gross_revenue: ['gross revenue', 'receita bruta', 'ingresos brutos'],
  deposits: ['deposits', 'depósitos', 'depósitos'],
  sales: ['sales', 'vendas', 'ventas'],
  ftd_count: ['number of first-time deposits', 'número de primeiros depósitos', 'número de primeros depósitos'],
  qualified_count: ['number of qualified customers', 'número de clientes qualificados', 'número de clientes calificados'],
  sale_count: ['number of sales', 'número de vendas', 'número de ventas'],
  active_customers: ['number of active customers', 'número de clientes ativos', 'número de clientes activos'],
}

/** What is measured. */
export function metricWords(say: Wording, metric: TierMetric): string {
  return say.pick(METRIC_WORDS[metric])
}

/** A value of a metric: an amount with its currency, or a plain count. */
export function metricValue(say: Wording, metric: TierMetric, value: bigint): string {
  return COUNT_METRICS.has(metric) ? String(value) : say.sum(value)
}

/** The time over which something is measured. */
export function windowWords(say: Wording, window: TierWindow): string {
  if (window === 'period') return say.pick(['each calendar month', 'cada mês civil', 'cada mes natural'])
  if (window === 'lifetime') return say.pick(['all time', 'todo o tempo', 'todo el tiempo'])
  const span = days(say, window.days)
  return say.pick([`the last ${span} up to the end of the month`, `os últimos ${span} até o fim do mês`, `los últimos ${span} hasta el fin del mes`])
}
