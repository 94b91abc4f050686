import { PackageOpen } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import { Count } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { useCodes } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { useMay } from '../shell/session.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { TransactionTabs } from './transaction-tabs.tsx'
import { transactionWords } from './words.ts'

export default function BatchesScene() {
  const t = useWords(transactionWords)
  const shared = useWords(activityWords)
  const code = useCodes()
  const mayWrite = useMay('transactions')
  const pages = operatorApi.useList('GET /transaction/batch', {})
  return (
    <Page title={t('title')} tabs={<TransactionTabs />}>
      <DataTable
        name="transaction-batches"
        label={t('batches')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/transactions/batches/${id}`}
        columns={[
          {
            id: 'received',
            header: t('received'),
            cell: ({ receivedTs }) => <Moment at={receivedTs} />,
            text: ({ receivedTs }) => receivedTs,
          },
          {
            id: 'via',
            header: shared('via'),
            cell: ({ integrationType }) => code('via', integrationType),
            text: ({ integrationType }) => integrationType,
          },
          {
            id: 'progress',
            header: t('progress'),
            cell: (batch) => (
              <div className="min-w-32">
                <BatchProgress batch={batch} />
              </div>
            ),
          },
          {
            id: 'accepted',
            header: t('accepted'),
            isNumber: true,
            cell: ({ accepted }) => <Count value={accepted} />,
            text: ({ accepted }) => accepted,
          },
          {
            id: 'processed',
            header: t('processed'),
            isNumber: true,
            cell: ({ processed }) => <Count value={processed} />,
            text: ({ processed }) => processed,
          },
          {
            id: 'pending',
            header: t('pendingApproval'),
            isNumber: true,
            cell: ({ pendingApproval }) => <Count value={pendingApproval} />,
            text: ({ pendingApproval }) => pendingApproval,
          },
          {
            id: 'failed',
            header: t('failed'),
            isNumber: true,
            cell: ({ failed }) => <Count value={failed} {...(failed > 0 && { className: 'text-bad' })} />,
            text: ({ failed }) => failed,
          },
          {
            id: 'duplicates',
            header: t('duplicates'),
            isNumber: true,
            cell: ({ duplicates }) => <Count value={duplicates} />,
            text: ({ duplicates }) => duplicates,
            isExtra: true,
          },
          {
            id: 'sender',
            header: t('sender'),
            cell: ({ createdBy }) => <span className="block max-w-52 truncate">{createdBy}</span>,
            text: ({ createdBy }) => createdBy,
            isExtra: true,
          },
        ]}
        empty={
          <Empty
            title={t('noBatches')}
            hint={t('noBatchesHint')}
            icon={<PackageOpen className="size-5" />}
            action={mayWrite && <ButtonLink to="/imports">{t('import')}</ButtonLink>}
          />
        }
      />
    </Page>
  )
}
