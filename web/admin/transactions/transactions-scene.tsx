import { ArrowLeftRight, Upload } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Transaction } from '../../api/operator-api.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { DecideButtons } from '../activity/decide.tsx'
import { useTransactionColumns } from '../activity/transaction-columns.tsx'
import { TransactionFilters, useTransactionFilters } from '../activity/transaction-filters.tsx'
import { useMay } from '../shell/session.tsx'
import { TransactionTabs } from './transaction-tabs.tsx'
import { transactionWords } from './words.ts'

export default function TransactionsScene() {
  const t = useWords(transactionWords)
  const mayWrite = useMay('transactions')
  const { query, state, isFiltered } = useTransactionFilters()
  const pages = operatorApi.useList('GET /transaction', { query: { ...query, status: state } })
  const importing = (
    <ButtonLink to="/imports" icon={<Upload className="size-4" aria-hidden="true" />}>
      {t('import')}
    </ButtonLink>
  )
  return (
    <Page title={t('title')} actions={mayWrite && importing} tabs={<TransactionTabs />}>
      <DataTable<Transaction>
        name="transactions"
        label={t('title')}
        pages={pages}
        columns={useTransactionColumns()}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/transactions/${id}`}
        filters={<TransactionFilters searchLabel={t('search')} />}
        {...(mayWrite && { bulk: (rows, clear) => <DecideButtons transactions={rows} onDone={clear} /> })}
        empty={
          isFiltered ? (
            <Empty title={t('noneMatch')} hint={t('noneMatchHint')} />
          ) : (
            <Empty title={t('none')} hint={t('noneHint')} icon={<ArrowLeftRight className="size-5" />} action={mayWrite && importing} />
          )
        }
      />
    </Page>
  )
}
