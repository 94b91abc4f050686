import type { ReactNode } from 'react'
import { Page, Tabs } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { may, useSession } from '../shell/session.tsx'
import { peopleWords } from './words.ts'

/** Around the pages of people and access: what the reader may not read is not offered. */
export function PeopleFrame({ actions, children }: { readonly actions?: ReactNode; readonly children: ReactNode }) {
  const t = useWords(peopleWords)
  const session = useSession()
  const tabs = [
    { to: '/people', label: t('users'), module: 'users' },
    { to: '/people/invitations', label: t('invitations'), module: 'users' },
    { to: '/people/roles', label: t('roles'), module: 'users' },
    { to: '/people/api-keys', label: t('keys'), module: 'api-keys' },
    { to: '/people/audit', label: t('audit'), module: 'admin' },
    { to: '/people/mail', label: t('mail'), module: 'admin' },
  ].filter(({ module }) => may(session, module, 'read'))
  return (
    <Page title={t('title')} actions={actions} tabs={<Tabs label={t('title')} tabs={tabs} />}>
      {children}
    </Page>
  )
}
