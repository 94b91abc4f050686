import { operatorApi } from '../../api/client.ts'
import { Moment, formatMoment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { customerWords } from './words.ts'

interface Decision {
  readonly id: string
  readonly at: string
  readonly title: string
  readonly detail: string
  readonly reason: string | null
}

/** What managers have decided about a customer, latest first; nothing where nobody has. */
export function Decisions({ customerId }: { readonly customerId: string }) {
  const t = useWords(customerWords)
  const decisions = useDecisions(customerId)
  if (decisions.length === 0) return null
  return (
    <Section title={t('decisions')} isFlush>
      <ul>
        {decisions.map(({ id, at, title, detail, reason }) => (
          <li key={id} className="grid gap-0.5 border-b border-line px-4 py-2.5 last:border-0">
            <div className="flex flex-wrap items-baseline gap-2">
              <span className="font-medium">{title}</span>
              <span className="ml-auto text-xs text-soft">
                <Moment at={at} />
              </span>
            </div>
            {detail !== '' && <div className="text-soft">{detail}</div>}
            {reason !== null && <p className="[overflow-wrap:anywhere]">{reason}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function useDecisions(customerId: string): readonly Decision[] {
  const t = useWords(customerWords)
  const zone = useTimeZone()
  const language = useLanguage()
  const since = (from: string | null) => (from === null ? '' : t('sinceDay', { date: formatMoment(from, 'date', zone, language) }))
  const disqualifications = operatorApi.useGet('GET /customer/{id}/disqualification', { params: { id: customerId } })
  const given = operatorApi.useGet('GET /customer/{id}/re-attribution', { params: { id: customerId } })
  const all: Decision[] = [
    ...(disqualifications.data?.items ?? []).map(({ id, createdTs, kind, from, reason }) => ({
      id,
      at: createdTs,
      title: t(`decision_${kind}`),
      detail: since(from),
      reason,
    })),
    ...(given.data?.items ?? []).map(({ id, createdTs, mode, from, reason, movedTransactions }) => ({
      id,
      at: createdTs,
      title: t('decision_given'),
      detail: [mode === 'with_history' ? t('withHistory') : since(from), t('moved', { count: movedTransactions })].join(' · '),
      reason,
    })),
  ]
  return all.sort((one, other) => other.at.localeCompare(one.at))
}
