import { Radio } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Event } from '../../api/operator-api.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Moment } from '../../ui/moment.tsx'
import { Drawer } from '../../ui/overlay.tsx'
import { Facts, Page } from '../../ui/page.tsx'
import { useReason } from '../../ui/reason-words.ts'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { JsonText } from '../activity/json-text.tsx'
import { AffiliateLink, useCodes } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { DayFilters, useInstants } from '../pick/filters.tsx'
import { EventTabs } from './event-tabs.tsx'
import { eventWords } from './words.ts'

const KINDS = ['conversion', 'lead', 'page_view'] as const
const OUTCOMES = ['unattributed', 'duplicate', 'converted', 'recorded'] as const
const REASONS = [
  'campaign_paused',
  'affiliate_unknown',
  'affiliate_inactive',
  'brand_unknown',
  'fx_rate_missing',
  'reported_by_page',
] as const
const TONES: Readonly<Record<Event['outcome'], Tone>> = { unattributed: 'bad', duplicate: 'warn', converted: 'good', recorded: 'quiet' }
const NONE = { orderId: '', kind: '', outcome: '', reason: '', affiliateId: '', from: '', to: '' }

/** What pages, gateways, people and the API reported, and what came of it. */
export default function ReportedScene() {
  const t = useWords(eventWords)
  const shared = useWords(activityWords)
  const code = useCodes()
  const reason = useReason()
  const [{ open }, setUrl] = useUrlState({ open: '' })
  const [{ from, to, kind, outcome, reason: why, orderId, affiliateId }] = useUrlState(NONE)
  const pages = operatorApi.useList('GET /event', {
    query: {
      orderId,
      affiliateId,
      ...useInstants({ from, to }),
      kind: KINDS.find((one) => one === kind),
      outcome: OUTCOMES.find((one) => one === outcome),
      reason: REASONS.find((one) => one === why),
    },
  })
  const opened = pages.rows.find(({ id }) => id === open)
  return (
    <Page title={t('title')} subtitle={t('subtitle')} tabs={<EventTabs />}>
      <DataTable<Event>
        name="events"
        label={t('reported')}
        pages={pages}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ open: id })}
        filters={<Filters />}
        columns={[
          {
            id: 'order',
            header: t('order'),
            cell: ({ orderId: order, kind: of }) => <span className="block max-w-52 truncate">{order ?? t(`kind_${of}`)}</span>,
            text: ({ orderId: order }) => order,
          },
          { id: 'kind', header: shared('type'), cell: ({ kind: of }) => t(`kind_${of}`), text: ({ kind: of }) => of },
          {
            id: 'when',
            header: shared('when'),
            cell: ({ occurredAt }) => <Moment at={occurredAt} />,
            text: ({ occurredAt }) => occurredAt,
          },
          { id: 'outcome', header: t('outcome'), cell: ({ outcome: of }) => <Outcome outcome={of} />, text: ({ outcome: of }) => of },
          { id: 'reason', header: shared('reason'), cell: ({ reason: of }) => reason(of), text: ({ reason: of }) => of },
          {
            id: 'affiliate',
            header: shared('affiliate'),
            cell: (event) =>
              event.affiliateId === null ? event.referralCode : <AffiliateLink id={event.affiliateId} name={event.affiliateName} />,
            text: ({ affiliateName, referralCode }) => affiliateName ?? referralCode,
          },
          { id: 'source', header: t('source'), cell: ({ source }) => code('via', source), text: ({ source }) => source },
        ]}
        empty={
          <Empty
            title={t('noEvents')}
            hint={t('noEventsHint')}
            icon={<Radio className="size-5" />}
            action={<ButtonLink to="/gateways">{t('deliveries')}</ButtonLink>}
          />
        }
      />
      <Drawer isOpen={opened !== undefined} onClose={() => setUrl({ open: '' })} title={opened?.orderId ?? t('event')}>
        {opened !== undefined && <Details event={opened} />}
      </Drawer>
    </Page>
  )
}

function Outcome({ outcome }: { readonly outcome: Event['outcome'] }) {
  const t = useWords(eventWords)
  return <Badge tone={TONES[outcome]}>{t(`outcome_${outcome}`)}</Badge>
}

function Filters() {
  const t = useWords(eventWords)
  const reason = useReason()
  const [filters, set] = useUrlState(NONE)
  return (
    <>
      <SearchInput label={t('orderExactly')} value={filters.orderId} onChange={(orderId) => set({ orderId })} />
      <FilterSelect
        label={t('anyOutcome')}
        value={filters.outcome}
        onChange={(outcome) => set({ outcome })}
        options={OUTCOMES.map((one) => [one, t(`outcome_${one}`)])}
      />
      <FilterSelect
        label={t('anyReason')}
        value={filters.reason}
        onChange={(next) => set({ reason: next })}
        options={REASONS.map((one) => [one, reason(one) ?? one])}
      />
      <FilterSelect
        label={t('anyKind')}
        value={filters.kind}
        onChange={(kind) => set({ kind })}
        options={KINDS.map((one) => [one, t(`kind_${one}`)])}
      />
      <AffiliateFilter value={filters.affiliateId} onChange={(affiliateId) => set({ affiliateId })} />
      <DayFilters from={filters.from} to={filters.to} onChange={set} />
    </>
  )
}

function Details({ event }: { readonly event: Event }) {
  const t = useWords(eventWords)
  const kit = useWords(kitWords)
  const shared = useWords(activityWords)
  const code = useCodes()
  const reason = useReason()
  const yesNo = (is: boolean) => kit(is ? 'yes' : 'no')
  return (
    <>
      <Facts
        items={[
          [t('outcome'), <Outcome key="outcome" outcome={event.outcome} />],
          [shared('reason'), reason(event.reason)],
          [shared('type'), t(`kind_${event.kind}`)],
          [shared('affiliate'), <AffiliateLink key="affiliate" id={event.affiliateId} name={event.affiliateName} />],
          [t('referralCode'), event.referralCode],
          [t('source'), code('via', event.source)],
          [t('occurred'), <Moment key="occurred" at={event.occurredAt} />],
          [t('recorded'), <Moment key="recorded" at={event.recordedAt} />],
          [t('verified'), yesNo(event.isVerified)],
          [t('late'), yesNo(event.isLate)],
          [t('address'), event.ip],
        ]}
      />
      {event.orderId !== null && (
        <div>
          <ButtonLink to="/events/story" search={{ about: event.orderId }}>
            {t('storyTitle')}
          </ButtonLink>
        </div>
      )}
      <JsonText title={t('sent')} value={event.properties} />
      {event.deviceInfo !== null && <JsonText title={t('device')} value={event.deviceInfo} />}
    </>
  )
}
