import type { LeftOut } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { formatAmount } from '../../ui/amount.tsx'
import { formatMoment } from '../../ui/moment.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useMoneyCodes } from '../money/parts.tsx'
import { payoutWords } from './words.ts'

/** Why somebody is not paid, what is missing, and when it can be paid. */
export function WhyNot({
  of: { reason, missing, heldUntil, nextPayoutDate, note },
}: {
  readonly of: Pick<LeftOut, 'missing' | 'heldUntil' | 'nextPayoutDate' | 'note'> & { readonly reason: string }
}) {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const language = useLanguage()
  const zone = useTimeZone()
  const more = [
    ...(missing === null ? [] : [t('missing', { amount: formatAmount(missing.amount, missing.currency, language) })]),
    ...(heldUntil === null ? [] : [t('heldUntil', { at: formatMoment(heldUntil, 'time', zone, language) })]),
    ...(nextPayoutDate === null ? [] : [t('next', { at: formatMoment(nextPayoutDate, 'date', zone, language) })]),
    ...(note === null ? [] : [note]),
  ]
  return (
    <div className="flex flex-wrap items-baseline gap-x-2">
      <Badge tone={reason === 'negative_balance' || reason === 'blocked' || reason === 'suspended' ? 'bad' : 'warn'}>
        {code('why', reason)}
      </Badge>
      {more.length > 0 && <span className="text-xs text-soft">{more.join(' · ')}</span>}
    </div>
  )
}
