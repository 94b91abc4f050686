import { MailPlus, UserPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Invitation } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { PeopleFrame } from './people-frame.tsx'
import { peopleWords } from './words.ts'

/** Who was asked to join. */
export default function InvitationsScene() {
  const t = useWords(peopleWords)
  const mayWrite = useMay('users')
  const [isInviting, setInviting] = useState(false)
  const [asked, setAsked] = useState<Invitation>()
  const pages = operatorApi.useList('GET /invitation', {})
  const withdraw = operatorApi.useSend('DELETE /invitation/{id}')
  const invite = mayWrite && (
    <Button look="primary" icon={<UserPlus className="size-4" aria-hidden="true" />} onClick={() => setInviting(true)}>
      {t('invite')}
    </Button>
  )
  return (
    <PeopleFrame actions={invite}>
      <DataTable
        name="invitations"
        label={t('invitations')}
        pages={pages}
        columns={useColumns(mayWrite ? setAsked : undefined)}
        rowId={({ id }) => id}
        empty={<Empty icon={<MailPlus className="size-5" />} title={t('noInvitations')} hint={t('noInvitationsHint')} action={invite} />}
      />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      <Confirm
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t('withdrawTitle', { email: asked?.email ?? '' })}
        confirmLabel={t('withdraw')}
        isDanger
        onConfirm={() => withdraw.mutateAsync({ params: { id: asked?.id ?? '' } }).then(() => toast(t('withdrawn')))}
      >
        {t('withdrawHint')}
      </Confirm>
    </PeopleFrame>
  )
}

function useColumns(onWithdraw: ((invitation: Invitation) => void) | undefined): readonly Column<Invitation>[] {
  const t = useWords(peopleWords)
  return useMemo(
    () => [
      { id: 'email', header: t('email'), cell: ({ email }) => <span className="font-medium">{email}</span>, text: ({ email }) => email },
      { id: 'role', header: t('role'), cell: ({ role }) => t(`role_${role}`), text: ({ role }) => role },
      {
        id: 'programs',
        header: t('access'),
        cell: ({ programIds }) => (programIds === null ? t('everyProgram') : t('somePrograms', { count: programIds.length })),
        text: ({ programIds }) => programIds?.length ?? t('everyProgram'),
      },
      {
        id: 'state',
        header: t('state'),
        cell: ({ status }) => <StatusBadge state={status}>{t(`state_${status}`)}</StatusBadge>,
        text: ({ status }) => status,
      },
      {
        id: 'sent',
        header: t('sent'),
        cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
        text: ({ createdTs }) => createdTs,
      },
      {
        id: 'expires',
        header: t('expires'),
        cell: ({ expiresTs }) => <Moment at={expiresTs} shown="date" />,
        text: ({ expiresTs }) => expiresTs,
      },
      ...(onWithdraw === undefined
        ? []
        : [
            {
              id: 'withdraw',
              header: '',
              cell: (invitation: Invitation) =>
                invitation.status === 'open' && (
                  <Button size="small" aria-label={`${t('withdraw')}: ${invitation.email}`} onClick={() => onWithdraw(invitation)}>
                    {t('withdraw')}
                  </Button>
                ),
            },
          ]),
    ],
    [t, onWithdraw],
  )
}
