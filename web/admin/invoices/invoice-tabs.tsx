import { Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { invoiceWords } from './words.ts'

export function InvoiceTabs() {
  const t = useWords(invoiceWords)
  return (
    <Tabs
      label={t('title')}
      tabs={[
        { to: '/invoices', label: t('issued') },
        { to: '/invoices/uploaded', label: t('uploaded') },
        { to: '/invoices/entities', label: t('entities') },
        { to: '/invoices/tax-profiles', label: t('profiles') },
      ]}
    />
  )
}
