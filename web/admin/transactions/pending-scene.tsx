import { Check } from 'lucide-react'
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

export default function PendingScene() {
  const t = useWords(transactionWords)
  const mayWrite = useMay('transactions')
  const { query, isFiltered } = useTransactionFilters()
  const pages = operatorApi.useList('GET /transaction/pending', { query })
  return (
    <Page title={t('title')} tabs={<TransactionTabs />}>
      <DataTable<Transaction>
        name="pending-transactions"
        label={t('pending')}
        pages={pages}
        columns={useTransactionColumns()}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/transactions/${id}`}
        filters={<TransactionFilters searchLabel={t('search')} fixed={['status']} />}
        {...(mayWrite && { bulk: (rows, clear) => <DecideButtons transactions={rows} onDone={clear} /> })}
        empty={
          isFiltered ? (
            <Empty title={t('noneMatch')} hint={t('noneMatchHint')} />
          ) : (
            <Empty
              title={t('nonePending')}
              hint={t('nonePendingHint')}
              icon={<Check className="size-5" />}
              action={<ButtonLink to="/transactions">{t('all')}</ButtonLink>}
            />
          )
        }
      />
    </Page>
  )
}
