import { Plus, Users } from 'lucide-react'
import { useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { ListedAffiliate } from '../../api/operator-api.ts'
import { Amount, Count } from '../../ui/amount.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useStarted } from '../../ui/once-started.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { DayFilters, useInstants } from '../pick/filters.tsx'
import { useMay } from '../shell/session.tsx'
import { AffiliateState } from './affiliate-state.tsx'
import { countryName, countryOptions } from '../../ui/countries.ts'
import { DecideButtons } from './decide.tsx'
import { useGroups } from './use-groups.ts'
import { affiliateWords } from './words.ts'

const STATES = ['pending', 'active', 'inactive', 'suspended', 'archived'] as const
const SORTS = ['created', '-created', 'name', '-name', 'balance', '-balance'] as const
const NO_FILTERS = { search: '', status: '', group: '', country: '', from: '', to: '' }

/** Every affiliate of the program. */
export default function AffiliatesScene() {
  const t = useWords(affiliateWords)
  const mayWrite = useMay('affiliates')
  const language = useLanguage()
  const groups = useGroups()
  const [filters, setFilters] = useUrlState({ ...NO_FILTERS, sort: '' })
  const { search, group, country } = filters
  const isStarted = useStarted()
  const countries = useMemo(() => (isStarted || country !== '' ? countryOptions(language) : []), [isStarted, country, language])
  const days = useInstants(filters)
  const isFiltered = Object.keys(NO_FILTERS).some((name) => filters[name as keyof typeof NO_FILTERS] !== '')
  const pages = operatorApi.useList('GET /affiliate', {
    query: {
      figures: 'true',
      search: search || undefined,
      groupId: group || undefined,
      country: country || undefined,
      from: days.from,
      to: days.to,
      status: STATES.find((status) => status === filters.status),
      sort: SORTS.find((sort) => sort === filters.sort),
    },
  })
  const columns = useColumns(groups.nameOf)
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <ButtonLink to="/affiliates/groups">{t('groups')}</ButtonLink>
          {mayWrite && (
            <ButtonLink to="/affiliates/new" look="primary" icon={<Plus className="size-4" aria-hidden="true" />}>
              {t('add')}
            </ButtonLink>
          )}
        </>
      }
    >
      <DataTable
        name="affiliates"
        label={t('title')}
        pages={pages}
        columns={columns}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/affiliates/${id}`}
        {...(mayWrite && {
          bulk: (rows: readonly ListedAffiliate[], clear: () => void) => <DecideButtons affiliates={rows} onDone={clear} />,
        })}
        filters={
          <>
            <SearchInput label={t('search')} value={search} onChange={(text) => setFilters({ search: text })} />
            <FilterSelect
              label={t('anyStatus')}
              value={filters.status}
              onChange={(status) => setFilters({ status })}
              options={STATES.map((state) => [state, t(`state_${state}`)])}
            />
            {groups.options.length > 0 && (
              <FilterSelect label={t('anyGroup')} value={group} onChange={(id) => setFilters({ group: id })} options={groups.options} />
            )}
            <FilterSelect label={t('anyCountry')} value={country} onChange={(code) => setFilters({ country: code })} options={countries} />
            <DayFilters from={filters.from} to={filters.to} onChange={setFilters} />
          </>
        }
        empty={
          isFiltered ? (
            <Empty title={t('noneFound')} action={<Button onClick={() => setFilters(NO_FILTERS)}>{t('clearFilters')}</Button>} />
          ) : (
            <Empty
              icon={<Users className="size-5" />}
              title={t('none')}
              hint={t('noneHint')}
              action={
                mayWrite && (
                  <ButtonLink to="/affiliates/new" look="primary">
                    {t('add')}
                  </ButtonLink>
                )
              }
            />
          )
        }
      />
    </Page>
  )
}

function useColumns(groupName: (id: string | null) => string): readonly Column<ListedAffiliate>[] {
  const t = useWords(affiliateWords)
  const language = useLanguage()
  return useMemo(
    () => [
      { id: 'name', header: t('name'), serverSort: 'name', text: nameOf, cell: (affiliate) => <NameCell {...affiliate} /> },
      { id: 'status', header: t('status'), cell: ({ status }) => <AffiliateState status={status} />, text: ({ status }) => status },
      {
        id: 'group',
        header: t('group'),
        cell: ({ groupId }) => groupName(groupId),
        text: ({ groupId }) => groupName(groupId),
        isExtra: true,
      },
      {
        id: 'country',
        header: t('country'),
        cell: ({ country }) => (country === null ? null : <span title={countryName(country, language)}>{country}</span>),
        text: ({ country }) => country,
      },
      {
        id: 'email',
        header: t('email'),
        cell: ({ email }) => <span className="block max-w-56 truncate">{email}</span>,
        text: ({ email }) => email,
        isExtra: true,
      },
      {
        id: 'code',
        header: t('code'),
        cell: ({ referralCode }) => <span className="font-mono text-xs">{referralCode}</span>,
        text: ({ referralCode }) => referralCode,
        isExtra: true,
      },
      {
        id: 'externalId',
        header: t('externalId'),
        cell: ({ externalId }) => externalId,
        text: ({ externalId }) => externalId,
        isExtra: true,
      },
      {
        id: 'joined',
        header: t('joined'),
        serverSort: 'created',
        cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
        text: ({ createdTs }) => createdTs,
      },
      {
        id: 'clicks',
        header: t('clicks'),
        isNumber: true,
        cell: ({ figures }) => <Count value={figures?.clicks} />,
        text: ({ figures }) => figures?.clicks,
      },
      {
        id: 'customers',
        header: t('customers'),
        isNumber: true,
        cell: ({ figures }) => <Count value={figures?.customers} />,
        text: ({ figures }) => figures?.customers,
      },
      {
        id: 'commission',
        header: t('commission'),
        isNumber: true,
        cell: ({ figures }) => figures && <Amount value={figures.commission} currency={figures.currency} />,
        text: ({ figures }) => figures?.commission,
      },
      {
        id: 'payable',
        header: t('payable'),
        isNumber: true,
        serverSort: 'balance',
        cell: ({ figures }) => figures && <Amount value={figures.payable} currency={figures.currency} />,
        text: ({ figures }) => figures?.payable,
      },
    ],
    [t, language, groupName],
  )
}

function NameCell(affiliate: ListedAffiliate) {
  const { name, displayName } = affiliate
  return (
    <span className="block max-w-72 min-w-36">
      <span className="block truncate">{nameOf(affiliate)}</span>
      {displayName !== null && displayName !== name && <span className="block truncate text-xs font-normal text-soft">{name}</span>}
    </span>
  )
}

function nameOf({ name, displayName }: ListedAffiliate): string {
  return displayName ?? name
}
