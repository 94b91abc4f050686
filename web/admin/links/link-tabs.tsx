import { Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { linkWords } from './words.ts'

export function LinkTabs() {
  const t = useWords(linkWords)
  return (
    <Tabs
      label={t('tabs')}
      tabs={[
        { to: '/links', label: t('tabLinks') },
        { to: '/links/trackers', label: t('tabTrackers') },
        { to: '/links/legacy', label: t('tabLegacy') },
      ]}
    />
  )
}
