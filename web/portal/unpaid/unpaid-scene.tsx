import { portalApi } from '../../api/client.ts'
import type { Unpaid, UnpaidCount } from '../../api/portal-api.ts'
import { Count } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { CustomerLink, ExplainDrawer, useComponentName } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { unpaidWords } from './words.ts'

const KINDS = ['line', 'event', 'touch'] as const

/** What earned nothing: how often for which reason, and each of them. */
export default function UnpaidScene() {
  const t = useWords(unpaidWords)
  const [{ kind, reason, line }, setUrl] = useUrlState({ kind: '', reason: '', line: '' })
  const counts = portalApi.useGet('GET /event-without-pay/count', {})
  // Where there is something, unless the reader chose.
  const shown = KINDS.find((one) => one === kind) ?? counts.data?.items[0]?.kind ?? 'line'
  const pages = portalApi.useList(
    'GET /event-without-pay',
    { query: { kind: shown, ...(reason !== '' && { reason }) } },
    { enabled: counts.data !== undefined },
  )
  const columns = useColumns()
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Section title={t('reasons')} isFlush>
        <Load of={counts}>{({ items }) => <Reasons items={items} kind={shown} reason={reason} choose={(next) => setUrl(next)} />}</Load>
      </Section>
      <DataTable
        name="unpaid"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        columns={columns}
        {...(shown === 'line' && { onOpen: ({ commissionId }: Unpaid) => setUrl({ line: commissionId ?? '' }) })}
        filters={
          <FilterSelect
            label={t('kind')}
            value={shown}
            options={KINDS.map((one) => [one, t(`kind_${one}`)])}
            onChange={(next) => setUrl({ kind: next, reason: '' })}
          />
        }
        empty={<Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/commissions">{t('toCommissions')}</ButtonLink>} />}
      />
      <ExplainDrawer id={line} onClose={() => setUrl({ line: '' })} />
    </Page>
  )
}

interface ReasonsProps {
  readonly items: readonly UnpaidCount[]
  readonly kind: string
  readonly reason: string
  readonly choose: (next: { kind: string; reason: string }) => void
}

/** Reasons as bars: how much of all each is. A press shows those of one. */
function Reasons({ items, kind, reason, choose }: ReasonsProps) {
  const t = useWords(unpaidWords)
  const language = useLanguage()
  const most = Math.max(1, ...items.map(({ count }) => count))
  if (items.length === 0) return <Empty title={t('none')} hint={t('noneHint')} />
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => {
        const isChosen = item.kind === kind && item.reason === reason
        return (
          <li key={`${item.kind} ${item.reason}`}>
            <button
              type="button"
              aria-pressed={isChosen}
              onClick={() => choose({ kind: item.kind, reason: isChosen ? '' : item.reason })}
              className={classNames(
                'grid w-full grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-2 text-left hover:bg-raised',
                isChosen && 'bg-raised',
              )}
            >
              <span className="first-letter:uppercase">
                {item.words[language]}
                <span className="ml-2 text-xs text-soft">{t(`kind_${item.kind}`)}</span>
              </span>
              <Count value={item.count} className="font-medium" />
              <span aria-hidden="true" className="col-span-2 h-1 rounded-full bg-line">
                <span className="block h-full rounded-full bg-(--chart-1)" style={{ width: `${(item.count / most) * 100}%` }} />
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function useColumns(): readonly Column<Unpaid>[] {
  const shared = useWords(activityWords)
  const language = useLanguage()
  const componentName = useComponentName()
  return [
    {
      id: 'reason',
      header: shared('reason'),
      cell: ({ words }) => <span className="inline-block first-letter:uppercase">{words[language]}</span>,
      text: ({ words }) => words[language],
    },
    { id: 'date', header: shared('date'), cell: ({ occurredAt }) => <Moment at={occurredAt} />, text: ({ occurredAt }) => occurredAt },
    {
      id: 'component',
      header: shared('component'),
      cell: ({ component }) => componentName(component),
      text: ({ component }) => componentName(component),
    },
    {
      id: 'customer',
      header: shared('customer'),
      cell: ({ customerId, customer }) => <CustomerLink id={customerId} name={customer} />,
      text: ({ customer }) => customer,
    },
  ]
}
