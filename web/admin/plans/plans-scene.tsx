import { BadgePercent, Plus } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import { Badge, StatusBadge } from '../../ui/badge.tsx'
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
import { ComponentChips } from './component-chips.tsx'
import { planWords } from './words.ts'

export default function PlansScene() {
  const t = useWords(planWords)
  const mayWrite = useMay('commission-plans')
  const [{ status, search }, setUrl] = useUrlState({ status: '', search: '' })
  const pages = operatorApi.useList('GET /commission-plan', {
    query: { status: status === 'archived' ? 'archived' : 'active', search: search || undefined },
  })
  const { data: program } = operatorApi.useGet('GET /program', {})
  const add = mayWrite && (
    <ButtonLink look="primary" to="/plans/new" icon={<Plus className="size-4" />}>
      {t('add')}
    </ButtonLink>
  )
  return (
    <Page title={t('title')} actions={add}>
      <DataTable
        name="plans"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/plans/${id}`}
        filters={
          <>
            <SearchInput label={t('search')} value={search} onChange={(next) => setUrl({ search: next })} />
            <FilterSelect
              label={t('active')}
              value={status}
              options={[['archived', t('archived')]]}
              onChange={(next) => setUrl({ status: next })}
            />
          </>
        }
        empty={
          status + search !== '' ? (
            <Empty title={t(search === '' ? 'noneArchived' : 'noneFound')} />
          ) : (
            <Empty title={t('none')} hint={t('noneHint')} icon={<BadgePercent />} action={add} />
          )
        }
        columns={[
          {
            id: 'name',
            header: t('name'),
            text: ({ name }) => name,
            cell: ({ id, name }) => (
              <span className="inline-flex items-center gap-2">
                {name}
                {program?.defaultPlanId === id && <Badge tone="info">{t('isDefault')}</Badge>}
              </span>
            ),
          },
          {
            id: 'pays',
            header: t('pays'),
            cell: ({ version }) => <ComponentChips components={version.components} />,
            text: ({ version }) => version.components.map(({ type }) => String(type)).join(' '),
          },
          {
            id: 'version',
            header: t('version'),
            cell: ({ version }) => version.version,
            text: ({ version }) => version.version,
            isNumber: true,
          },
          {
            id: 'inForce',
            header: t('inForce'),
            cell: ({ version }) => <Moment at={version.effectiveFrom} shown="date" />,
            text: ({ version }) => version.effectiveFrom,
          },
          {
            id: 'status',
            header: t('status'),
            cell: (plan) => <StatusBadge state={plan.status}>{t(plan.status)}</StatusBadge>,
            text: (plan) => plan.status,
          },
          {
            id: 'created',
            header: t('created'),
            cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
            text: ({ createdTs }) => createdTs,
            isExtra: true,
          },
        ]}
      />
    </Page>
  )
}
