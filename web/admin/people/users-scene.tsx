import { UserPlus, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { User } from '../../api/operator-api.ts'
import { Badge, StatusBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { PeopleFrame } from './people-frame.tsx'
import { UserDrawer } from './user-drawer.tsx'
import { peopleWords } from './words.ts'

/** Who may work in this program, and as what. */
export default function UsersScene() {
  const t = useWords(peopleWords)
  const mayWrite = useMay('users')
  const [{ open }, setUrl] = useUrlState({ open: '' })
  const [isInviting, setInviting] = useState(false)
  const pages = operatorApi.useList('GET /user', {})
  const opened = pages.rows.find(({ id }) => id === open)
  return (
    <PeopleFrame
      actions={
        mayWrite && (
          <Button look="primary" icon={<UserPlus className="size-4" aria-hidden="true" />} onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        )
      }
    >
      <DataTable
        name="people"
        label={t('users')}
        pages={pages}
        columns={useColumns()}
        rowId={({ id }) => id}
        {...(mayWrite && { onOpen: ({ id }: User) => setUrl({ open: id }) })}
        empty={<Empty icon={<Users className="size-5" />} title={t('noUsers')} />}
      />
      {opened !== undefined && <UserDrawer user={opened} onClose={() => setUrl({ open: '' })} />}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </PeopleFrame>
  )
}

function useColumns(): readonly Column<User>[] {
  const t = useWords(peopleWords)
  const { user: own } = useSession()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('name'),
        cell: ({ id, name, email }) => (
          <span className="flex items-center gap-2">
            <span className="font-medium">{name || email}</span>
            {id === own.id && <Badge>{t('you')}</Badge>}
          </span>
        ),
        text: ({ name }) => name,
      },
      { id: 'email', header: t('email'), cell: ({ email }) => email, text: ({ email }) => email },
      { id: 'role', header: t('role'), cell: ({ role }) => t(`role_${role}`), text: ({ role }) => role },
      {
        id: 'programs',
        header: t('access'),
        cell: ({ programIds }) => (programIds === null ? t('everyProgram') : t('somePrograms', { count: programIds.length })),
        text: ({ programIds }) => programIds?.length ?? t('everyProgram'),
      },
      {
        id: 'secondStep',
        header: t('secondStep'),
        cell: ({ hasSecondFactor }) => <Badge tone={hasSecondFactor ? 'good' : 'quiet'}>{t(hasSecondFactor ? 'on' : 'off')}</Badge>,
        text: ({ hasSecondFactor }) => t(hasSecondFactor ? 'on' : 'off'),
      },
      {
        id: 'lastSeen',
        header: t('lastSeen'),
        cell: ({ lastSeenTs }) =>
          lastSeenTs === null ? <span className="text-soft">{t('never')}</span> : <Moment at={lastSeenTs} shown="ago" />,
        text: ({ lastSeenTs }) => lastSeenTs,
      },
      {
        id: 'state',
        header: t('state'),
        cell: ({ isDisabled }) => (
          <StatusBadge state={isDisabled ? 'disabled' : 'active'}>{t(isDisabled ? 'disabled' : 'active')}</StatusBadge>
        ),
        text: ({ isDisabled }) => t(isDisabled ? 'disabled' : 'active'),
      },
    ],
    [t, own.id],
  )
}
