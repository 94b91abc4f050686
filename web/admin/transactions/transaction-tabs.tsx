import { Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { transactionWords } from './words.ts'

export function TransactionTabs() {
  const t = useWords(transactionWords)
  return (
    <Tabs
      label={t('parts')}
      tabs={[
        { to: '/transactions', label: t('all') },
        { to: '/transactions/pending', label: t('pending') },
        { to: '/transactions/failures', label: t('failures') },
        { to: '/transactions/batches', label: t('batches') },
      ]}
    />
  )
}
