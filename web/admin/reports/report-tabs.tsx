import { Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { reportWords } from './words.ts'

export function ReportTabs() {
  const t = useWords(reportWords)
  return (
    <Tabs
      label={t('tabs')}
      tabs={[
        { to: '/reports', label: t('build') },
        { to: '/reports/saved', label: t('saved') },
      ]}
    />
  )
}
