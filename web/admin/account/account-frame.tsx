import type { ReactNode } from 'react'
import { Page, Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { accountWords } from './words.ts'

/** Around the pages of one's own account. */
export function AccountFrame({ children }: { readonly children: ReactNode }) {
  const t = useWords(accountWords)
  const { user } = useSession()
  return (
    <Page
      title={t('account')}
      subtitle={user.email}
      tabs={
        <Tabs
          label={t('account')}
          tabs={[
            { to: '/account', label: t('profile') },
            { to: '/account/security', label: t('security') },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
