import { RotateCcw, Webhook } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { GatewayDelivery } from '../../api/operator-api.ts'
import { Count } from '../../ui/amount.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Drawer } from '../../ui/overlay.tsx'
import { Facts, Page } from '../../ui/page.tsx'
import { useReason } from '../../ui/reason-words.ts'
import { Empty, Load } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { JsonText } from '../activity/json-text.tsx'
import { activityWords } from '../activity/words.ts'
import { DayFilters, useInstants } from '../pick/filters.tsx'
import { useMay } from '../shell/session.tsx'
import { GatewayTabs } from './gateway-tabs.tsx'
import { gatewayWords } from './words.ts'

const OUTCOMES = ['applied', 'ignored', 'refused', 'failed'] as const
const TONES: Readonly<Record<GatewayDelivery['outcome'], Tone>> = { applied: 'good', ignored: 'quiet', refused: 'bad', failed: 'bad' }
const NONE = { kind: '', outcome: '', from: '', to: '' }

/** What gateways told, and what became of it. */
export default function DeliveriesScene() {
  const t = useWords(gatewayWords)
  const shared = useWords(activityWords)
  const reason = useReason()
  const [{ open }, setUrl] = useUrlState({ open: '' })
  const [{ from, to, kind, outcome }, setFilters] = useUrlState(NONE)
  const gateways = operatorApi.useGet('GET /gateway', {})
  const names = new Map(gateways.data?.items.map((gateway) => [gateway.kind, gateway.name]))
  const pages = operatorApi.useList('GET /gateway-delivery', {
    query: { kind, outcome: OUTCOMES.find((one) => one === outcome), ...useInstants({ from, to }) },
  })
  return (
    <Page title={t('title')} subtitle={t('subtitle')} tabs={<GatewayTabs />}>
      <DataTable<GatewayDelivery>
        name="gateway-deliveries"
        label={t('deliveries')}
        pages={pages}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ open: id })}
        filters={
          <>
            <FilterSelect label={t('anyGateway')} value={kind} onChange={(next) => setFilters({ kind: next })} options={[...names]} />
            <FilterSelect
              label={t('anyOutcome')}
              value={outcome}
              onChange={(next) => setFilters({ outcome: next })}
              options={OUTCOMES.map((one) => [one, t(`outcome_${one}`)])}
            />
            <DayFilters from={from} to={to} onChange={setFilters} />
          </>
        }
        columns={[
          {
            id: 'event',
            header: t('event'),
            cell: ({ eventType, kind: of }) => <span className="block max-w-72 truncate">{eventType ?? names.get(of) ?? of}</span>,
            text: ({ eventType }) => eventType,
          },
          {
            id: 'received',
            header: t('received'),
            cell: ({ receivedTs }) => <Moment at={receivedTs} />,
            text: ({ receivedTs }) => receivedTs,
          },
          { id: 'gateway', header: t('gateway'), cell: ({ kind: of }) => names.get(of) ?? of, text: ({ kind: of }) => of },
          {
            id: 'outcome',
            header: t('outcome'),
            cell: ({ outcome: of }) => <Badge tone={TONES[of]}>{t(`outcome_${of}`)}</Badge>,
            text: ({ outcome: of }) => of,
          },
          { id: 'reason', header: shared('reason'), cell: ({ reason: why }) => reason(why), text: ({ reason: why }) => why },
          {
            id: 'signed',
            header: t('signedShort'),
            cell: ({ signed }) => (signed ? '✓' : <span className="text-soft">{t('unsigned')}</span>),
            text: ({ signed }) => String(signed),
          },
          { id: 'order', header: t('order'), cell: ({ payment }) => payment?.orderId, text: ({ payment }) => payment?.orderId },
        ]}
        empty={
          <Empty
            title={t('none')}
            hint={t('noneHint')}
            icon={<Webhook className="size-5" />}
            action={<ButtonLink to="/gateways">{t('gateways')}</ButtonLink>}
          />
        }
      />
      <Drawer isOpen={open !== ''} onClose={() => setUrl({ open: '' })} title={t('event')}>
        {open !== '' && <Details id={open} nameOf={(of) => names.get(of) ?? of} />}
      </Drawer>
    </Page>
  )
}

function Details({ id, nameOf }: { readonly id: string; readonly nameOf: (kind: string) => string }) {
  const t = useWords(gatewayWords)
  const kit = useWords(kitWords)
  const shared = useWords(activityWords)
  const reason = useReason()
  const delivery = operatorApi.useGet('GET /gateway-delivery/{id}', { params: { id } })
  return (
    <Load of={delivery}>
      {(found) => (
        <>
          <Facts
            items={[
              [t('gateway'), nameOf(found.kind)],
              [t('event'), found.eventType],
              [
                t('eventId'),
                found.eventId === null ? null : (
                  <code key="id" className="text-xs">
                    {found.eventId}
                  </code>
                ),
              ],
              [
                t('outcome'),
                <Badge key="outcome" tone={TONES[found.outcome]}>
                  {t(`outcome_${found.outcome}`)}
                </Badge>,
              ],
              [shared('reason'), reason(found.reason)],
              [t('received'), <Moment key="received" at={found.receivedTs} />],
              [t('signed'), kit(found.signed ? 'yes' : 'no')],
              ...(found.replays === 0
                ? []
                : [
                    [
                      t('replays'),
                      <span key="replays">
                        <Count value={found.replays} /> · <Moment at={found.replayedTs} />
                      </span>,
                    ] as const,
                  ]),
              ...(found.payment === null ? [] : [[t('payment'), <Payment key="payment" payment={found.payment} />] as const]),
            ]}
          />
          <Replay delivery={found} />
          <JsonText title={t('payload')} value={found.payload} />
        </>
      )}
    </Load>
  )
}

function Payment({ payment: { state, orderId } }: { readonly payment: NonNullable<GatewayDelivery['payment']> }) {
  const t = useWords(gatewayWords)
  return (
    <>
      {t(`state_${state}`)}
      {orderId !== null && (
        <>
          {' · '}
          <TextLink to="/events/story" search={{ about: orderId }}>
            {orderId}
          </TextLink>
        </>
      )}
    </>
  )
}

function Replay({ delivery: { id } }: { readonly delivery: GatewayDelivery }) {
  const t = useWords(gatewayWords)
  const mayWrite = useMay('settings')
  const replay = operatorApi.useSend('POST /gateway-delivery/{id}/replay')
  if (!mayWrite) return null
  const apply = async () => {
    try {
      const { outcome } = await replay.mutateAsync({ params: { id } })
      toast(t('replayed', { outcome: t(`outcome_${outcome}`) }), outcome === 'applied' || outcome === 'ignored' ? 'good' : 'bad')
    } catch (error) {
      toast((error as Error).message, 'bad')
    }
  }
  return (
    <div className="grid gap-1">
      <div>
        <Button icon={<RotateCcw className="size-4" aria-hidden="true" />} isBusy={replay.isPending} onClick={() => void apply()}>
          {t('replay')}
        </Button>
      </div>
      <p className="text-xs text-soft">{t('replayHint')}</p>
    </div>
  )
}
