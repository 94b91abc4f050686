import { Plus, Store } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { brandWords } from './words.ts'

const STATES = ['active', 'inactive', 'archived'] as const

export default function BrandsScene() {
  const t = useWords(brandWords)
  const mayWrite = useMay('brands')
  const [{ status, search }, setUrl] = useUrlState({ status: '', search: '' })
  const pages = operatorApi.useList('GET /brand', { query: { status: STATES.find((one) => one === status), search: search || undefined } })
  const add = mayWrite && (
    <ButtonLink look="primary" to="/brands/new" icon={<Plus className="size-4" />}>
      {t('add')}
    </ButtonLink>
  )
  return (
    <Page title={t('title')} actions={add}>
      <DataTable
        name="brands"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/brands/${id}`}
        filters={
          <>
            <SearchInput label={t('search')} value={search} onChange={(next) => setUrl({ search: next })} />
            <FilterSelect
              label={t('anyStatus')}
              value={status}
              options={STATES.map((one) => [one, t(one)])}
              onChange={(next) => setUrl({ status: next })}
            />
          </>
        }
        empty={
          status + search === '' ? (
            <Empty title={t('none')} hint={t('noneHint')} icon={<Store />} action={add} />
          ) : (
            <Empty title={t('noneOther')} />
          )
        }
        columns={[
          { id: 'name', header: t('name'), cell: ({ name }) => name, text: ({ name }) => name },
          {
            id: 'status',
            header: t('status'),
            cell: (brand) => <StatusBadge state={brand.status}>{t(brand.status)}</StatusBadge>,
            text: (brand) => brand.status,
          },
          {
            id: 'landingPage',
            header: t('landingPage'),
            cell: ({ landingPageUrl }) => <span className="block truncate text-soft">{landingPageUrl}</span>,
            text: ({ landingPageUrl }) => landingPageUrl,
          },
          {
            id: 'deductions',
            header: t('deductions'),
            cell: ({ deductions }) => deductions.length,
            text: ({ deductions }) => deductions.length,
            isNumber: true,
          },
          {
            id: 'approval',
            header: t('autoApproved'),
            cell: ({ autoApprove }) => t(autoApprove ? 'atOnce' : 'byHand'),
            text: ({ autoApprove }) => t(autoApprove ? 'atOnce' : 'byHand'),
          },
          {
            id: 'externalId',
            header: t('externalId'),
            cell: ({ externalId }) => externalId,
            text: ({ externalId }) => externalId,
            isExtra: true,
          },
          {
            id: 'created',
            header: t('created'),
            cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
            text: ({ createdTs }) => createdTs,
          },
        ]}
      />
    </Page>
  )
}
