import { portalApi } from '../../api/client.ts'
import type { OwnCustomer } from '../../api/portal-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords, wordFor } from '../../ui/words.ts'
import { useBrandName, useTrackerNames } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { CustomerState, Day } from './customer-parts.tsx'
import { customerWords } from './words.ts'

export default function CustomersScene() {
  const t = useWords(customerWords)
  const [{ tracker }, setUrl] = useUrlState({ tracker: '' })
  const trackers = portalApi.useGet('GET /tracker', { query: { limit: 500 } })
  const pages = portalApi.useList('GET /customer', { query: tracker === '' ? {} : { trackerId: tracker } })
  const columns = useColumns()
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <DataTable
        name="customers"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/customers/${id}`}
        columns={columns}
        filters={
          <FilterSelect
            label={t('allTrackers')}
            value={tracker}
            options={(trackers.data?.items ?? []).map(({ id, name }) => [id, name])}
            onChange={(next) => setUrl({ tracker: next })}
          />
        }
        empty={<Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/links">{t('toLinks')}</ButtonLink>} />}
      />
    </Page>
  )
}

function useColumns(): readonly Column<OwnCustomer>[] {
  const t = useWords(customerWords)
  const shared = useWords(activityWords)
  const brandName = useBrandName()
  const trackerName = useTrackerNames()
  return [
    {
      id: 'customer',
      header: shared('customer'),
      cell: ({ name }) => <span className="font-mono text-xs">{name}</span>,
      text: ({ name }) => name,
    },
    {
      id: 'registered',
      header: t('registeredOn'),
      cell: ({ registeredOn }) => <Day day={registeredOn} />,
      text: ({ registeredOn }) => registeredOn,
    },
    { id: 'country', header: shared('country'), cell: ({ country }) => country ?? '–', text: ({ country }) => country },
    { id: 'brand', header: shared('brand'), cell: ({ brandId }) => brandName(brandId), text: ({ brandId }) => brandName(brandId) },
    {
      id: 'tracker',
      header: shared('tracker'),
      cell: ({ trackerId }) => trackerName(trackerId),
      text: ({ trackerId }) => trackerName(trackerId),
    },
    {
      id: 'carrier',
      header: t('carrier'),
      cell: ({ carrier }) => wordFor(t as never, `carrier_${carrier}`),
      text: ({ carrier }) => carrier,
      isExtra: true,
    },
    { id: 'state', header: t('state'), cell: ({ state }) => <CustomerState state={state} />, text: ({ state }) => t(`state_${state}`) },
    {
      id: 'firstDeposit',
      header: t('firstDepositOn'),
      cell: ({ firstDepositOn }) => <Day day={firstDepositOn} />,
      text: ({ firstDepositOn }) => firstDepositOn,
    },
    {
      id: 'qualified',
      header: t('qualifiedOn'),
      cell: ({ qualifiedOn }) => <Day day={qualifiedOn} />,
      text: ({ qualifiedOn }) => qualifiedOn,
    },
    {
      id: 'earned',
      header: t('earned'),
      cell: ({ commission, currency }) => <Amount value={commission} currency={currency} />,
      text: ({ commission }) => commission,
      isNumber: true,
    },
  ]
}
