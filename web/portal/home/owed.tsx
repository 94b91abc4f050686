import { portalApi } from '../../api/client.ts'
import type { NextPayout, PortalOverview } from '../../api/portal-api.ts'
import { Amount, formatAmount } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { formatMoment, Moment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useLanguage, useWords, wordFor } from '../../ui/words.ts'
import { homeWords } from './words.ts'

/** What the affiliate is owed, and when it is paid or why not. */
export function Owed({ overview: { balances, nextPayoutDate, currency } }: { readonly overview: PortalOverview }) {
  const t = useWords(homeWords)
  const { data: next } = portalApi.useGet('GET /payout/next', {})
  const own = balances.find((balance) => balance.currency === currency) ?? { payable: 0, pending: 0, inTransit: 0 }
  const parts = [
    ['payable', own.payable],
    ['pending', own.pending],
    ['inTransit', own.inTransit],
  ] as const
  const at = next === undefined ? nextPayoutDate : next.at
  return (
    <Section title={t('balance')}>
      <dl className="grid gap-3">
        {parts.map(([name, amount]) => (
          <div key={name} className="flex items-baseline justify-between gap-4">
            <dt>
              <span className="font-medium">{t(name)}</span> <span className="text-xs text-soft">{t(`${name}Hint`)}</span>
            </dt>
            <dd className="text-base font-semibold">
              <Amount value={amount} currency={currency} />
            </dd>
          </div>
        ))}
        <div className="flex items-baseline justify-between gap-4 border-t border-line pt-3">
          <dt>
            <span className="font-medium">{t('nextPayout')}</span>{' '}
            <span className="text-xs text-soft">{next !== undefined && <Outlook next={next} />}</span>
          </dt>
          <dd className="text-base font-semibold">{at === null ? t('noDate') : <Moment at={at} shown="date" />}</dd>
        </div>
      </dl>
      {next?.reason === 'method_missing' && (
        <div className="mt-3">
          <ButtonLink to="/payout-methods" size="small">
            {t('addMethod')}
          </ButtonLink>
        </div>
      )}
    </Section>
  )
}

function Outlook({ next }: { readonly next: NextPayout }) {
  const t = useWords(homeWords)
  const language = useLanguage()
  const zone = useTimeZone()
  if (next.reason === null)
    return (
      <>
        <Amount value={next.amount} currency={next.currency} isPlain /> {t('nextPayoutSum')}
      </>
    )
  if (next.reason === 'below_minimum' && next.missing !== null)
    return t('reason_below_minimum', { missing: formatAmount(next.missing.amount, next.missing.currency, language) })
  if (next.reason === 'method_held' && next.heldUntil !== null)
    return t('reason_method_held', { until: formatMoment(next.heldUntil, 'time', zone, language) })
  return wordFor(t as never, `reason_${next.reason}`)
}
