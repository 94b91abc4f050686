import type { Simulation } from '../../../api/operator-api.ts'
import { Amount, Count, formatAmount } from '../../../ui/amount.tsx'
import { BarChart } from '../../../ui/charts/bar-chart.tsx'
import { formatX } from '../../../ui/charts/format-x.ts'
import { TextLink } from '../../../ui/link.tsx'
import { Facts, Stat, Stats } from '../../../ui/page.tsx'
import { useLanguage, useWords } from '../../../ui/words.ts'
import { monthsOf } from './months-of.ts'
import { simulationWords } from './words.ts'
import { numberFormat } from '../../../ui/intl-formats.ts'

type Result = NonNullable<Simulation['result']>

const SHOWN = 5

/** Old beside new: in all, month by month, and for whom it would change most. */
export function SimulationView({ result }: { readonly result: Result }) {
  const t = useWords(simulationWords)
  const language = useLanguage()
  const { currency, worstMonth } = result
  const sorted = [...result.affiliates].sort((one, other) => other.difference - one.difference)
  return (
    <div className="grid gap-4">
      <Stats>
        <Stat label={t('before')} value={<Amount value={result.before} currency={currency} />} />
        <Stat
          label={t('after')}
          value={<Amount value={result.after} currency={currency} />}
          below={<Signed value={result.difference} currency={currency} />}
        />
        <Stat label={t('winners')} value={<Count value={result.winners} />} below={t('unchanged', { count: result.unchanged })} />
        <Stat label={t('losers')} value={<Count value={result.losers} />} />
      </Stats>
      <BarChart
        label={t('perMonth')}
        xLabel={t('month')}
        rows={monthsOf(result)}
        series={[
          { key: 'before', label: t('before'), colour: 6 },
          { key: 'after', label: t('after'), colour: 1 },
        ]}
        format={(value) => formatAmount(value, currency, language)}
        formatTick={(value) => numberFormat(language, { notation: 'compact' }).format(value)}
        height={200}
        empty={t('nothing')}
      />
      <Facts
        items={[
          [
            t('worst'),
            worstMonth === null ? null : (
              <>
                {formatX(worstMonth.period, 'long', language)}: <Signed value={worstMonth.difference} currency={currency} />
              </>
            ),
          ],
          [t('crossings'), <Count key="crossings" value={result.tierCrossings} />],
          [t('negative'), <Count key="negative" value={result.carryover.negativeMonths} />],
        ]}
      />
      <Changed title={t('mostWon')} rows={sorted.filter(({ difference }) => difference > 0).slice(0, SHOWN)} currency={currency} />
      <Changed
        title={t('mostLost')}
        rows={sorted
          .filter(({ difference }) => difference < 0)
          .slice(-SHOWN)
          .reverse()}
        currency={currency}
      />
    </div>
  )
}

function Changed({ title, rows, currency }: { readonly title: string; readonly rows: Result['affiliates']; readonly currency: string }) {
  const t = useWords(simulationWords)
  if (rows.length === 0) return null
  return (
    <div className="min-w-0 overflow-x-auto">
      <table className="w-full text-left">
        <caption className="pb-1 text-left font-medium">{title}</caption>
        <thead className="text-xs text-soft">
          <tr>
            <th scope="col" className="py-1 font-medium">
              {t('affiliate')}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t('before')}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t('after')}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t('difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.affiliateId} className="border-t border-line">
              <td className="max-w-40 truncate py-1">
                <TextLink to={`/affiliates/${row.affiliateId}`}>{row.name}</TextLink>
              </td>
              <td className="py-1 pl-2 text-right">
                <Amount value={row.before} currency={currency} />
              </td>
              <td className="py-1 pl-2 text-right">
                <Amount value={row.after} currency={currency} />
              </td>
              <td className="py-1 pl-2 text-right">
                <Signed value={row.difference} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Signed({ value, currency }: { readonly value: number; readonly currency: string }) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      {value > 0 && '+'}
      <Amount value={value} currency={currency} isPlain />
    </span>
  )
}
