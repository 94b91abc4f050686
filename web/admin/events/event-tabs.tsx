import { Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { eventWords } from './words.ts'

export function EventTabs() {
  const t = useWords(eventWords)
  return (
    <Tabs
      label={t('parts')}
      tabs={[
        { to: '/events', label: t('lines') },
        { to: '/events/reported', label: t('reported') },
        { to: '/events/story', label: t('story') },
      ]}
    />
  )
}
