import { UserPlus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, PortalInvitation, PortalUser } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckField, Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { affiliateWords } from './words.ts'

const ROLES = ['owner', 'member', 'viewer'] as const

/** Who can sign in to the portal for an affiliate. */
export default function PeopleScene() {
  return <AffiliateFrame>{(affiliate) => <People affiliate={affiliate} />}</AffiliateFrame>
}

function People({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const mayWrite = useMay('affiliates') && !affiliate.isOrganic
  const [isInviting, setInviting] = useState(false)
  const people = operatorApi.useGet('GET /affiliate/{id}/portal-user', { params: { id: affiliate.id } })
  const invite = mayWrite && (
    <Button size="small" icon={<UserPlus className="size-3.5" aria-hidden="true" />} onClick={() => setInviting(true)}>
      {t('invite')}
    </Button>
  )
  return (
    <>
      <Load of={people}>
        {({ items, invitations }) => (
          <>
            <Section title={t('people')} actions={invite}>
              {items.length === 0 ? (
                <Empty icon={<UsersRound className="size-5" />} title={t('noUsers')} hint={t('noUsersHint')} />
              ) : (
                <ul className="grid divide-y divide-line">
                  {items.map((user) => (
                    <Person key={user.id} user={user} mayChange={mayWrite} />
                  ))}
                </ul>
              )}
            </Section>
            {invitations.length > 0 && <Invitations invitations={invitations} />}
          </>
        )}
      </Load>
      {isInviting && <InviteDialog affiliate={affiliate} onClose={() => setInviting(false)} />}
    </>
  )
}

function Person({ user, mayChange }: { readonly user: PortalUser; readonly mayChange: boolean }) {
  const t = useWords(affiliateWords)
  const [isAsking, setAsking] = useState(false)
  const change = operatorApi.useSend('PATCH /affiliate/{id}/portal-user/{portalUserId}')
  const { id, affiliateId, name, email, role, mayChangePayouts, hasSecondFactor, disabledTs, lastSignedInTs } = user
  const setDisabled = (disabled: boolean) =>
    change.mutateAsync({ params: { id: affiliateId, portalUserId: id }, body: { disabled } }).then(() => toast(t('changed')))
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          <Badge tone="info">{t(`role_${role}`)}</Badge>
          {disabledTs !== null && <Badge tone="bad">{t('disabled')}</Badge>}
        </p>
        <p className="text-soft [overflow-wrap:anywhere]">{email}</p>
      </div>
      <dl className="grid grid-cols-[auto_auto] gap-x-3 text-xs">
        <dt className="text-soft">{t('lastSeen')}</dt>
        <dd>{lastSignedInTs === null ? t('never') : <Moment at={lastSignedInTs} shown="ago" />}</dd>
        <dt className="text-soft">{t('secondFactor')}</dt>
        <dd>{hasSecondFactor ? t('yes') : t('no')}</dd>
        <dt className="text-soft">{t('mayChangePayouts')}</dt>
        <dd>{mayChangePayouts ? t('yes') : t('no')}</dd>
      </dl>
      {mayChange &&
        (disabledTs === null ? (
          <Button size="small" onClick={() => setAsking(true)}>
            {t('disable')}
          </Button>
        ) : (
          <Button size="small" isBusy={change.isPending} onClick={() => void setDisabled(false)}>
            {t('enable')}
          </Button>
        ))}
      <Confirm
        isOpen={isAsking}
        isDanger
        onClose={() => setAsking(false)}
        title={t('disableTitle', { name })}
        confirmLabel={t('disable')}
        onConfirm={() => setDisabled(true)}
      >
        {t('disableEffect')}
      </Confirm>
    </li>
  )
}

function Invitations({ invitations }: { readonly invitations: readonly PortalInvitation[] }) {
  const t = useWords(affiliateWords)
  return (
    <Section title={t('invitations')}>
      <ul className="grid gap-2">
        {invitations.map(({ id, email, role, expiresTs }) => (
          <li key={id} className="flex flex-wrap items-center gap-2">
            <span className="[overflow-wrap:anywhere]">{email}</span>
            <Badge tone="info">{t(`role_${role}`)}</Badge>
            <span className="text-soft">
              {t('expires')} <Moment at={expiresTs} shown="ago" />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function InviteDialog({ affiliate, onClose }: { readonly affiliate: Affiliate; readonly onClose: () => void }) {
  const t = useWords(affiliateWords)
  const form = useFields({ email: affiliate.email ?? '', role: 'owner', mayChangePayouts: false })
  const invite = operatorApi.useSend('POST /affiliate/{id}/portal-user')
  const submit = async ({ email, role, mayChangePayouts }: { email: string; role: string; mayChangePayouts: boolean }) => {
    await invite.mutateAsync({
      params: { id: affiliate.id },
      body: { email, role: ROLES.find((one) => one === role) ?? 'viewer', mayChangePayouts },
    })
    toast(t('invited'))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('inviteTitle')}>
      <Form form={form} onSubmit={submit} submitLabel={t('invite')}>
        <TextField name="email" type="email" label={t('email')} isRequired />
        <SelectField name="role" label={t('role')} isRequired options={ROLES.map((role) => [role, t(`role_${role}`)])} />
        <CheckField name="mayChangePayouts" label={t('mayChangePayouts')} />
      </Form>
    </Dialog>
  )
}
