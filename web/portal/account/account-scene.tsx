import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { PortalSession } from '../../api/portal-session.ts'
import { Button } from '../../ui/button.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Fields, Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Facts, Notice, Page, Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { LANGUAGE_NAMES, LANGUAGES, setLanguage, useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { useAccountRefusals, useProof } from './use-proof.tsx'
import { accountWords } from './words.ts'

type User = NonNullable<PortalSession['user']>

/** A user's own account. */
export default function AccountScene() {
  const t = useWords(accountWords)
  const { user } = useSession()
  return (
    <Page title={t('title')}>
      {user === null ? (
        <Notice>{t('operatorHint')}</Notice>
      ) : (
        <div className="grid max-w-3xl gap-6">
          <Profile user={user} />
          <Access user={user} />
          <SecondFactorSection user={user} />
          <SessionsSection />
        </div>
      )}
    </Page>
  )
}

function Profile({ user }: { readonly user: User }) {
  const t = useWords(accountWords)
  const kit = useWords(kitWords)
  const queries = useQueryClient()
  const form = useFields({ name: user.name, language: user.language ?? '' })
  const submit = async ({ name, language }: { name: string; language: string }) => {
    const chosen = LANGUAGES.find((one) => one === language) ?? null
    await portalApi.send('PATCH /account', { body: { name, language: chosen } })
    if (chosen !== null) setLanguage(chosen)
    await queries.invalidateQueries()
    toast(t('saved'))
  }
  return (
    <Section title={t('profile')}>
      <Form form={form} onSubmit={submit} submitLabel={kit('save')}>
        <Fields>
          <TextField name="name" label={t('name')} autoComplete="name" isRequired />
          <SelectField
            name="language"
            label={t('language')}
            options={[['', t('portalLanguage')], ...LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const)]}
          />
        </Fields>
      </Form>
    </Section>
  )
}

function Access({ user }: { readonly user: User }) {
  const t = useWords(accountWords)
  const [open, setOpen] = useState<'address' | 'password' | null>(null)
  const close = () => setOpen(null)
  return (
    <Section title={t('address')} hint={t('addressHint')}>
      <div className="grid gap-4">
        <Facts
          items={[
            [t('address'), user.email],
            [t('password'), '••••••••'],
          ]}
        />
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpen('address')}>{t('changeAddress')}</Button>
          <Button onClick={() => setOpen('password')}>{t('changePassword')}</Button>
        </div>
      </div>
      <Dialog isOpen={open === 'address'} onClose={close} title={t('changeAddress')} hint={t('addressHint')}>
        <AddressForm onDone={close} />
      </Dialog>
      <Dialog isOpen={open === 'password'} onClose={close} title={t('changePassword')}>
        <PasswordForm onDone={close} />
      </Dialog>
    </Section>
  )
}

function AddressForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(accountWords)
  const say = useAccountRefusals()
  const { withProof, dialog } = useProof()
  const form = useFields({ email: '' })
  const submit = async (values: { email: string }) => {
    await withProof(() => say(portalApi.send('POST /account/address', { body: values })))
    toast(t('addressSent'))
    onDone()
  }
  return (
    <>
      <Form form={form} onSubmit={submit} submitLabel={t('changeAddress')}>
        <TextField name="email" label={t('newAddress')} type="email" autoComplete="email" isRequired autoFocus />
      </Form>
      {dialog}
    </>
  )
}

function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(accountWords)
  const say = useAccountRefusals()
  const queries = useQueryClient()
  const { withProof, dialog } = useProof()
  const form = useFields({ password: '' })
  const submit = async (values: { password: string }) => {
    await withProof(() => say(portalApi.send('POST /account/password', { body: values })))
    await queries.invalidateQueries()
    toast(t('passwordChanged'))
    onDone()
  }
  return (
    <>
      <Form form={form} onSubmit={submit} submitLabel={t('changePassword')}>
        <TextField
          name="password"
          label={t('newPassword')}
          hint={t('passwordHint')}
          type="password"
          autoComplete="new-password"
          isRequired
          autoFocus
        />
      </Form>
      {dialog}
    </>
  )
}
