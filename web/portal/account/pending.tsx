import { Hourglass } from 'lucide-react'
import { ButtonLink } from '../../ui/button.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { accountWords } from './words.ts'

/** What applicants see while somebody looks at their application. */
export function Pending() {
  const t = useWords(accountWords)
  return (
    <Page title={t('pendingTitle')}>
      <Section>
        <Empty
          icon={<Hourglass className="size-5" />}
          title={t('pendingTitle')}
          hint={t('pendingHint')}
          action={<ButtonLink to="/account">{t('title')}</ButtonLink>}
        />
      </Section>
    </Page>
  )
}
