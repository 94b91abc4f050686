import { Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { ledgerWords } from './words.ts'

export function LedgerTabs() {
  const t = useWords(ledgerWords)
  return (
    <Tabs
      label={t('parts')}
      tabs={[
        { to: '/ledger', label: t('accounts') },
        { to: '/ledger/transfers', label: t('transfers') },
      ]}
    />
  )
}
