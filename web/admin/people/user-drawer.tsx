import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { User } from '../../api/operator-api.ts'
import { Button } from '../../ui/button.tsx'
import { Form, SelectField, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Drawer } from '../../ui/overlay.tsx'
import { Facts, Notice } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { choiceOf, programOptions, programsOf } from './program-access.ts'
import { ROLES, rolesFor } from './roles.ts'
import { peopleWords } from './words.ts'

/** Somebody's role, programs and sessions. */
export function UserDrawer({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const t = useWords(peopleWords)
  const session = useSession()
  const name = user.name || user.email
  const isSelf = user.id === session.user.id
  const mayChange = !isSelf && rolesFor(session.role).includes(user.role)
  return (
    <Drawer isOpen onClose={onClose} title={name}>
      <div className="grid gap-6">
        <Facts
          items={[
            [t('email'), user.email],
            [t('role'), t(`role_${user.role}`)],
            [t('secondStep'), t(user.hasSecondFactor ? 'on' : 'off')],
            [t('lastSeen'), user.lastSeenTs === null ? t('never') : <Moment key="seen" at={user.lastSeenTs} />],
            [t('state'), t(user.isDisabled ? 'disabled' : 'active')],
          ]}
        />
        {isSelf && <Notice>{t('notYourself')}</Notice>}
        {mayChange && <RoleForm user={user} />}
        {mayChange && <Doors user={user} name={name} />}
      </div>
    </Drawer>
  )
}

function RoleForm({ user }: { readonly user: User }) {
  const t = useWords(peopleWords)
  const session = useSession()
  const here = session.program.id
  const form = useFields({ role: String(user.role), programIds: String(choiceOf(user.programIds, here)) })
  const { mutateAsync } = operatorApi.useSend('PATCH /user/{id}')
  const role = ROLES.find((one) => one === form.watch('role')) ?? user.role
  const asIs = user.programIds ?? []
  const save = async (values: { role: string; programIds: string }) => {
    const programIds = role === 'owner' ? null : programsOf(values.programIds, here, user.programIds)
    await mutateAsync({ params: { id: user.id }, body: { role, programIds } })
    toast(t('changed'))
  }
  const options = programOptions(session, { all: t('allPrograms'), here: t('thisProgram') })
  return (
    <Form form={form} onSubmit={save} submitLabel={t('change')}>
      <SelectField
        name="role"
        label={t('role')}
        isRequired
        hint={t(`about_${role}`)}
        options={rolesFor(session.role).map((one) => [one, t(`role_${one}`)])}
      />
      {role !== 'owner' && (
        <SelectField
          name="programIds"
          label={t('access')}
          isRequired
          options={
            choiceOf(user.programIds, here) === 'as-is' ? [...options, ['as-is', t('somePrograms', { count: asIs.length })]] : options
          }
        />
      )}
    </Form>
  )
}

/** What shuts somebody out, for now or until it is undone. */
function Doors({ user, name }: { readonly user: User; readonly name: string }) {
  const t = useWords(peopleWords)
  const [isAsking, setAsking] = useState(false)
  const change = operatorApi.useSend('PATCH /user/{id}')
  const signOut = operatorApi.useSend('POST /user/{id}/sign-out')
  const params = { id: user.id }
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-4">
      <Button isBusy={signOut.isPending} onClick={() => signOut.mutate({ params }, { onSuccess: () => toast(t('signedOut')) })}>
        {t('signOut')}
      </Button>
      {user.isDisabled ? (
        <Button
          isBusy={change.isPending}
          onClick={() => change.mutate({ params, body: { isDisabled: false } }, { onSuccess: () => toast(t('enabled')) })}
        >
          {t('enable')}
        </Button>
      ) : (
        <Button look="danger" onClick={() => setAsking(true)}>
          {t('disable')}
        </Button>
      )}
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('disableTitle', { name })}
        confirmLabel={t('disable')}
        isDanger
        onConfirm={() => change.mutateAsync({ params, body: { isDisabled: true } }).then(() => toast(t('disabledDone')))}
      >
        {t('disableHint')}
      </Confirm>
    </div>
  )
}
