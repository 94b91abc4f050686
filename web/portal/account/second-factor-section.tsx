import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { SecondFactor } from '../../api/portal-api.ts'
import type { ApiError } from '../../api/request.ts'
import type { PortalSession } from '../../api/portal-session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton, CopyField } from '../../ui/copy.tsx'
import { download } from '../../ui/csv.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { QrPicture } from './qr-picture.tsx'
import { useAccountRefusals, useProof } from './use-proof.tsx'
import { accountWords } from './words.ts'

/** The authenticator app of a user, and the codes for who loses it. */
export function SecondFactorSection({ user }: { readonly user: NonNullable<PortalSession['user']> }) {
  const t = useWords(accountWords)
  const queries = useQueryClient()
  const { withProof, dialog } = useProof()
  const [app, setApp] = useState<SecondFactor>()
  const [codes, setCodes] = useState<readonly string[]>()
  const [isRemoving, setRemoving] = useState(false)
  const trying = (work: () => Promise<unknown>) =>
    void withProof(work).catch((error: ApiError) => {
      if (error.code !== 'not_proven') toast(error.message, 'bad')
    })
  const begin = () => trying(async () => setApp(await portalApi.send('POST /account/second-factor', {})))
  const renew = () => trying(async () => setCodes((await portalApi.send('POST /account/recovery-code', {})).recoveryCodes))
  const remove = () => withProof(() => portalApi.send('DELETE /account/second-factor', {})).then(() => queries.invalidateQueries())
  const confirmed = (recoveryCodes: readonly string[]) => {
    setApp(undefined)
    setCodes(recoveryCodes)
    void queries.invalidateQueries()
  }
  return (
    <Section
      title={t('secondFactor')}
      hint={t('secondFactorHint')}
      actions={
        <Badge tone={user.hasSecondFactor ? 'good' : 'warn'}>{t(user.hasSecondFactor ? 'secondFactorOn' : 'secondFactorOff')}</Badge>
      }
    >
      <div className="flex flex-wrap gap-2">
        {user.hasSecondFactor ? (
          <>
            <Button onClick={renew}>{t('newCodes')}</Button>
            <Button onClick={() => setRemoving(true)}>{t('removeApp')}</Button>
          </>
        ) : (
          <Button look="primary" onClick={begin}>
            {t('addApp')}
          </Button>
        )}
      </div>
      <Dialog isOpen={app !== undefined} onClose={() => setApp(undefined)} title={t('appTitle')} hint={t('scan')}>
        {app !== undefined && <AppForm app={app} onConfirmed={confirmed} />}
      </Dialog>
      <Dialog isOpen={codes !== undefined} onClose={() => setCodes(undefined)} title={t('recoveryTitle')} hint={t('recoveryHint')}>
        {codes !== undefined && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
      </Dialog>
      <Confirm
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        title={t('removeAppTitle')}
        confirmLabel={t('removeApp')}
        onConfirm={remove}
        isDanger
      >
        {t('removeAppHint')}
      </Confirm>
      {dialog}
    </Section>
  )
}

function AppForm({ app, onConfirmed }: { readonly app: SecondFactor; readonly onConfirmed: (codes: readonly string[]) => void }) {
  const t = useWords(accountWords)
  const say = useAccountRefusals()
  const form = useFields({ code: '' })
  const submit = async (values: { code: string }) => {
    const answer = await say(portalApi.send('POST /account/second-factor/confirmation', { body: values }))
    onConfirmed(answer.recoveryCodes)
  }
  return (
    <div className="grid gap-4">
      <QrPicture text={app.uri} label={t('qrLabel')} />
      <CopyField value={app.secret} label={t('key')} />
      <Form form={form} onSubmit={submit} submitLabel={t('confirmApp')}>
        <TextField
          name="code"
          label={t('code')}
          hint={t('codeHint')}
          autoComplete="one-time-code"
          inputMode="numeric"
          isRequired
          isMono
          autoFocus
        />
      </Form>
    </div>
  )
}

function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const t = useWords(accountWords)
  const text = codes.join('\n')
  return (
    <div className="grid gap-4">
      <ul className="grid grid-cols-2 gap-x-4 gap-y-1 rounded-md border border-line bg-raised p-3 font-mono text-xs">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={onKept}>
          {t('kept')}
        </Button>
        <Button onClick={() => download('recovery-codes.txt', new Blob([`${text}\n`], { type: 'text/plain' }))}>{t('download')}</Button>
        <CopyButton text={text} />
      </div>
    </div>
  )
}
