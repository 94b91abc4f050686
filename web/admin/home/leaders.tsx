import type { OverviewLeader } from '../../api/operator-api.ts'
import { Amount, Count, toCurrencyDigits } from '../../ui/amount.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { homeWords } from './words.ts'

interface LeadersProps {
  readonly kind: 'affiliate' | 'brand'
  readonly rows: readonly OverviewLeader[]
  readonly currency: string
  /** The same days in the report that has all of them. */
  readonly search: Readonly<Record<string, string>>
}

/** The five that brought most; who wants all of them is led to the report. */
export function Leaders({ kind, rows, currency, search }: LeadersProps) {
  const t = useWords(homeWords)
  const title = t(kind === 'affiliate' ? 'topAffiliates' : 'topBrands')
  const most = Math.max(0, ...rows.map((row) => (kind === 'affiliate' ? row.commission : row.revenue)))
  return (
    <Section
      title={title}
      isFlush
      actions={
        <TextLink
          to="/reports"
          search={{ ...search, by: kind, of: 'clicks,registrations,firstDeposits,revenue,commission' }}
          className="text-xs"
        >
          {t('seeAll')}
        </TextLink>
      }
    >
      {rows.length === 0 ? (
        <p className="p-4 text-soft">{t(kind === 'affiliate' ? 'noLeaders' : 'noBrands')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
        <section aria-label={title} tabIndex={0} className="overflow-x-auto">
          <table className="w-full border-collapse text-left">
            <thead>
              <tr className="border-b border-line text-xs text-soft">
                <th scope="col" className="px-4 py-2 font-medium">
                  {t('name')}
                </th>
                <th scope="col" className="px-2 py-2 text-right font-medium">
                  {t('clicks')}
                </th>
                <th scope="col" className="px-2 py-2 text-right font-medium max-sm:hidden">
                  {t('registrations')}
                </th>
                <th scope="col" className="px-4 py-2 text-right font-medium">
                  {t(kind === 'affiliate' ? 'commission' : 'revenue')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const value = kind === 'affiliate' ? row.commission : row.revenue
                return (
                  <tr key={row.id ?? ''} className="border-b border-line last:border-0">
                    <td className="max-w-44 px-4 py-2">
                      <div className="truncate">
                        <TextLink to={`/${kind}s/${row.id ?? ''}`} className="no-underline hover:underline">
                          {row.name ?? row.id}
                        </TextLink>
                      </div>
                      <div className="mt-1 h-1 rounded-full bg-raised" aria-hidden="true">
                        <div
                          className="h-full rounded-full bg-(--chart-1)"
                          style={{ width: `${most > 0 ? Math.max(0, (100 * value) / most) : 0}%` }}
                        />
                      </div>
                    </td>
                    <td className="px-2 py-2 text-right">
                      <Count value={row.clicks} />
                    </td>
                    <td className="px-2 py-2 text-right max-sm:hidden">
                      <Count value={row.registrations} />
                    </td>
                    <td className="px-4 py-2 text-right">
                      <Amount value={toCurrencyDigits(value, currency)} currency={currency} />
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </section>
      )}
    </Section>
  )
}
