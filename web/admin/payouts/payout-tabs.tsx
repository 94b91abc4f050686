import { Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { payoutWords } from './words.ts'

export function PayoutTabs() {
  const t = useWords(payoutWords)
  return (
    <Tabs
      label={t('tabs')}
      tabs={[
        { to: '/payouts', label: t('runs') },
        { to: '/payouts/list', label: t('payouts') },
        { to: '/payouts/accounts', label: t('accounts') },
        { to: '/payouts/results', label: t('results') },
      ]}
    />
  )
}
