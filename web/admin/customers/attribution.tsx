import { operatorApi } from '../../api/client.ts'
import type { Touch } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { useReason } from '../../ui/reason-words.ts'
import { Failed, Loading } from '../../ui/states.tsx'
import { useWords, wordFor } from '../../ui/words.ts'
import { AffiliateLink } from '../activity/parts.tsx'
import { customerWords } from './words.ts'

/** Every claim on the customer: the one that won, and why each other one lost. */
export function Attribution({ customerId }: { readonly customerId: string }) {
  const t = useWords(customerWords)
  const { rows, isLoading, error, reload } = operatorApi.useList('GET /touch', { query: { customerId, limit: 100 } })
  const ordered = [...rows].sort((one, other) => Number(other.outcome === 'won') - Number(one.outcome === 'won'))
  return (
    <Section title={t('attribution')} isFlush={rows.length > 0}>
      {error !== null ? (
        <Failed error={error} onRetry={reload} />
      ) : isLoading ? (
        <Loading lines={3} />
      ) : rows.length === 0 ? (
        <p className="text-soft">{t('noTouches')}</p>
      ) : (
        <ul>
          {ordered.map((touch) => (
            <Claim key={touch.id} touch={touch} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Claim({ touch: { outcome, carrier, affiliateId, affiliateName, trackerName, touchedAt, reason } }: { readonly touch: Touch }) {
  const t = useWords(customerWords)
  const say = useReason()
  return (
    <li className="grid gap-0.5 border-b border-line px-4 py-2.5 last:border-0">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={outcome === 'won' ? 'good' : 'quiet'}>{t(outcome)}</Badge>
        <span className="font-medium">{wordFor(t as never, `carrier_${carrier}`)}</span>
        <span className="ml-auto text-xs text-soft">
          <Moment at={touchedAt} />
        </span>
      </div>
      {affiliateId !== null && (
        <div>
          <AffiliateLink id={affiliateId} name={affiliateName} />
          {trackerName !== null && <span className="text-soft"> · {trackerName}</span>}
        </div>
      )}
      <div className="text-soft">{say(reason)}</div>
    </li>
  )
}
