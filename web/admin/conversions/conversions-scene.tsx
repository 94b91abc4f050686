import { Plus, ShoppingCart } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Transaction } from '../../api/operator-api.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { DecideButtons } from '../activity/decide.tsx'
import { useTransactionColumns } from '../activity/transaction-columns.tsx'
import { TransactionFilters, useTransactionFilters } from '../activity/transaction-filters.tsx'
import { useMay } from '../shell/session.tsx'
import { RegisterDialog } from './register-dialog.tsx'
import { conversionWords } from './words.ts'

export default function ConversionsScene() {
  const t = useWords(conversionWords)
  const mayWrite = useMay('transactions')
  const [{ register }, setUrl] = useUrlState({ register: '' })
  const { query, state, isFiltered } = useTransactionFilters()
  const pages = operatorApi.useList('GET /transaction', { query: { ...query, type: 'sale', status: state } })
  const columns = useTransactionColumns()
    .filter(({ id }) => id !== 'type')
    .map((column) => (column.id === 'externalId' ? { ...column, header: t('order') } : column))
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        mayWrite && (
          <Button look="primary" icon={<Plus className="size-4" aria-hidden="true" />} onClick={() => setUrl({ register: '1' })}>
            {t('register')}
          </Button>
        )
      }
    >
      <DataTable<Transaction>
        name="conversions"
        label={t('title')}
        pages={pages}
        columns={columns}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/transactions/${id}`}
        filters={<TransactionFilters searchLabel={t('search')} fixed={['type']} />}
        {...(mayWrite && { bulk: (rows, clear) => <DecideButtons transactions={rows} onDone={clear} /> })}
        empty={
          isFiltered ? (
            <Empty title={t('noneMatch')} hint={t('noneMatchHint')} />
          ) : (
            <Empty
              title={t('none')}
              hint={t('noneHint')}
              icon={<ShoppingCart className="size-5" />}
              action={<ButtonLink to="/gateways">{t('gateways')}</ButtonLink>}
            />
          )
        }
      />
      {register !== '' && mayWrite && <RegisterDialog onClose={() => setUrl({ register: '' })} />}
    </Page>
  )
}
