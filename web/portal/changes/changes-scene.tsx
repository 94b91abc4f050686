import { portalApi } from '../../api/client.ts'
import type { Change } from '../../api/portal-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { useReason } from '../../ui/reason-words.ts'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords, wordFor } from '../../ui/words.ts'
import { activityWords } from '../activity/words.ts'
import { changeWords } from './words.ts'

const KINDS = [
  'terms_version',
  'plan_assigned',
  'plan_accepted',
  'customer_given',
  'customer_taken',
  'adjustment',
  'conversion_rejected',
  'commission_reversed',
  'payout',
  'payout_method',
  'payouts_blocked',
  'payouts_unblocked',
  'statement_sealed',
  'invoice',
  'tax_profile',
] as const

export default function ChangesScene() {
  const t = useWords(changeWords)
  const [{ kind }, setUrl] = useUrlState({ kind: '' })
  const pages = portalApi.useList('GET /change', { query: { kind: KINDS.find((one) => one === kind) } })
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <DataTable
        name="changes"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        columns={useColumns()}
        filters={
          <FilterSelect
            label={t('allKinds')}
            value={kind}
            options={KINDS.map((one) => [one, t(`kind_${one}`)])}
            onChange={(next) => setUrl({ kind: next })}
          />
        }
        empty={<Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/">{t('toHome')}</ButtonLink>} />}
      />
    </Page>
  )
}

function useColumns(): readonly Column<Change>[] {
  const shared = useWords(activityWords)
  const t = useWords(changeWords)
  const sentence = useSentence()
  return [
    { id: 'date', header: shared('date'), cell: ({ at }) => <Moment at={at} />, text: ({ at }) => at },
    { id: 'what', header: t('what'), cell: (change) => <What change={change} />, text: sentence },
    {
      id: 'amount',
      header: shared('amount'),
      cell: ({ amount, currency }) => amount !== null && <Amount value={amount} currency={currency} />,
      text: ({ amount }) => amount,
      isNumber: true,
    },
  ]
}

function useSentence(): (change: Change) => string {
  const t = useWords(changeWords)
  return ({ kind, subject, detail }) => {
    const said = t(kind, { subject: subject ?? '', detail: detail ?? '' })
    const more = wordFor(t as never, `detail_${detail}`)
    return detail === null || more.startsWith('detail_') ? said : `${said}: ${more}`
  }
}

function What({ change }: { readonly change: Change }) {
  const t = useWords(changeWords)
  const sentence = useSentence()
  const reasonOf = useReason()
  const to = placeOf(change)
  return (
    <span className="grid max-w-xl">
      {to === undefined ? sentence(change) : <TextLink to={to}>{sentence(change)}</TextLink>}
      {change.reason !== null && <span className="text-xs text-soft">{t('because', { reason: reasonOf(change.reason) ?? '' })}</span>}
    </span>
  )
}

/** Where more is told of it. */
function placeOf({ kind, subjectId }: Change): string | undefined {
  if (kind === 'terms_version' || kind === 'plan_assigned' || kind === 'plan_accepted') return '/plan'
  if (kind === 'payout_method' || kind === 'payouts_blocked' || kind === 'payouts_unblocked') return '/payout-methods'
  if (subjectId === null) return undefined
  if (kind === 'customer_given' || kind === 'customer_taken') return `/customers/${subjectId}`
  if (kind === 'payout') return `/payouts/${subjectId}`
  return kind === 'statement_sealed' ? `/statements/${subjectId}` : undefined
}
