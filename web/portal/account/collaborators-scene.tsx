import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { PortalUser } from '../../api/portal-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckField, Form, type Option, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { formatMoment, Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { useProof } from './use-proof.tsx'
import { accountWords } from './words.ts'

const ROLES = ['owner', 'member', 'viewer'] as const
type Role = (typeof ROLES)[number]

/** Who else works on an affiliate's account. */
export default function CollaboratorsScene() {
  const t = useWords(accountWords)
  const { affiliate, user } = useSession()
  const isOwner = useMay('users') && user !== null
  const [isInviting, setInviting] = useState(false)
  const people = portalApi.useGet('GET /collaborator', {})
  return (
    <Page
      title={t('team')}
      subtitle={t('teamHint', { name: affiliate.name })}
      actions={
        isOwner && (
          <Button look="primary" onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        )
      }
    >
      <Load of={people}>
        {({ items, invitations }) => (
          <Section isFlush>
            <ul className="divide-y divide-line">
              {items.map((person) => (
                <Person key={person.id} person={person} isOwner={isOwner} isMe={person.id === user?.id} />
              ))}
              {invitations.map((invitation) => (
                <Invitation key={invitation.id} invitation={invitation} isOwner={isOwner} />
              ))}
            </ul>
          </Section>
        )}
      </Load>
      <Dialog isOpen={isInviting} onClose={() => setInviting(false)} title={t('invite')} hint={t('roleHint')}>
        <InvitationForm onDone={() => setInviting(false)} />
      </Dialog>
    </Page>
  )
}

function Person({ person, isOwner, isMe }: { readonly person: PortalUser; readonly isOwner: boolean; readonly isMe: boolean }) {
  const t = useWords(accountWords)
  const { withProof, dialog } = useProof()
  const { mutateAsync: remove } = portalApi.useSend('DELETE /collaborator/{id}')
  const [asked, setAsked] = useState<'change' | 'removal' | null>(null)
  const { id, name, email, role, mayChangePayouts, hasSecondFactor, disabledTs, lastSignedInTs } = person
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
          {isMe && <Badge tone="info">{t('you')}</Badge>}
          {disabledTs !== null && <Badge tone="bad">{t('disabled')}</Badge>}
        </div>
        <div className="text-xs text-soft [overflow-wrap:anywhere]">
          {email} · {t('lastSignIn')}: {lastSignedInTs === null ? t('never') : <Moment at={lastSignedInTs} shown="ago" />}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Badge>{t(`role_${role}`)}</Badge>
        {role !== 'owner' && mayChangePayouts && <Badge>{t('mayPayouts')}</Badge>}
        <Badge tone={hasSecondFactor ? 'good' : 'quiet'}>
          {t('factor')}: {t(hasSecondFactor ? 'secondFactorOn' : 'secondFactorOff')}
        </Badge>
        {isOwner && (
          <Button size="small" onClick={() => setAsked('change')}>
            {t('changeRole')}
          </Button>
        )}
        {isOwner && !isMe && (
          <Button size="small" onClick={() => setAsked('removal')}>
            {t('removeUser')}
          </Button>
        )}
      </div>
      <Dialog isOpen={asked === 'change'} onClose={() => setAsked(null)} title={t('changeRoleTitle', { name })} hint={t('roleHint')}>
        <RoleForm person={person} onDone={() => setAsked(null)} />
      </Dialog>
      <Confirm
        isOpen={asked === 'removal'}
        onClose={() => setAsked(null)}
        title={t('removeUserTitle', { name })}
        confirmLabel={t('removeUser')}
        isDanger
        onConfirm={() => withProof(() => remove({ params: { id } })).then(() => toast(t('removed')))}
      >
        {t('removeUserHint')}
      </Confirm>
      {dialog}
    </li>
  )
}

function RoleForm({ person, onDone }: { readonly person: PortalUser; readonly onDone: () => void }) {
  const t = useWords(accountWords)
  const { withProof, dialog } = useProof()
  const { mutateAsync: change } = portalApi.useSend('PATCH /collaborator/{id}')
  const form = useFields({ role: person.role as string, mayChangePayouts: person.mayChangePayouts && person.role !== 'owner' })
  const submit = async (values: { role: string; mayChangePayouts: boolean }) => {
    await withProof(() =>
      change({ params: { id: person.id }, body: { role: roleOf(values.role), mayChangePayouts: values.mayChangePayouts } }),
    )
    toast(t('saved'))
    onDone()
  }
  return (
    <>
      <Form form={form} onSubmit={submit} submitLabel={t('changeRole')}>
        <RoleFields />
      </Form>
      {dialog}
    </>
  )
}

function RoleFields() {
  const t = useWords(accountWords)
  return (
    <>
      <SelectField name="role" label={t('role')} options={ROLES.map((one): Option => [one, t(`role_${one}`)])} isRequired />
      <CheckField name="mayChangePayouts" label={t('mayPayouts')} />
    </>
  )
}

function roleOf(text: string): Role {
  return ROLES.find((role) => role === text) ?? 'viewer'
}

function InvitationForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(accountWords)
  const { withProof, dialog } = useProof()
  const { mutateAsync: invite } = portalApi.useSend('POST /collaborator/invitation')
  const form = useFields({ email: '', role: 'member', mayChangePayouts: false })
  const submit = async (values: { email: string; role: string; mayChangePayouts: boolean }) => {
    await withProof(() => invite({ body: { ...values, role: roleOf(values.role) } }))
    toast(t('invitationSent'))
    onDone()
  }
  return (
    <>
      <Form form={form} onSubmit={submit} submitLabel={t('invite')}>
        <TextField name="email" label={t('address')} type="email" isRequired autoFocus />
        <RoleFields />
      </Form>
      {dialog}
    </>
  )
}

function Invitation({
  invitation,
  isOwner,
}: {
  readonly invitation: { readonly id: string; readonly email: string; readonly role: Role; readonly expiresTs: string }
  readonly isOwner: boolean
}) {
  const t = useWords(accountWords)
  const language = useLanguage()
  const zone = useTimeZone()
  const { mutateAsync: withdraw, isPending } = portalApi.useSend('DELETE /collaborator/invitation/{id}')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <div className="font-medium [overflow-wrap:anywhere]">{invitation.email}</div>
        <div className="text-xs text-soft">
          {t('invitationUntil', { date: formatMoment(invitation.expiresTs, 'date', zone, language) })}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone="warn">{t('invited')}</Badge>
        <Badge>{t(`role_${invitation.role}`)}</Badge>
        {isOwner && (
          <Button
            size="small"
            disabled={isPending}
            onClick={() => void withdraw({ params: { id: invitation.id } }).then(() => toast(t('withdrawn')))}
          >
            {t('withdraw')}
          </Button>
        )}
      </div>
    </li>
  )
}
