import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { consoleApi } from '../../api/client.ts'
import type { FactorMethod } from '../../api/console-api.ts'
import { Button } from '../../ui/button.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { enter } from './enter.ts'
import { Entrance, EntranceLink } from './entrance.tsx'
import { FactorForm } from './factor-form.tsx'
import { askForPasskey, knowsPasskeys } from './passkey.ts'
import { useTranslated } from './refusals.ts'
import { accountWords } from './words.ts'

/** Address and password, or a passkey; then the second step, where there is one. */
export default function SignInScene() {
  const t = useWords(accountWords)
  const [methods, setMethods] = useState<readonly FactorMethod[]>()
  const [{ next }] = useUrlState({ next: '/' })
  const [passkeyFailed, setPasskeyFailed] = useState(false)
  const translated = useTranslated()

  const withPasskey = async () => {
    setPasskeyFailed(false)
    try {
      const response = await askForPasskey()
      await consoleApi.send('POST /sign-in/passkey', { body: { response } })
      await enter(next)
    } catch {
      setPasskeyFailed(true)
    }
  }
  const refusal = passkeyFailed && (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
      {t('passkeyFailed')}
    </p>
  )

  if (methods !== undefined) {
    return (
      <Entrance
        title={t('secondStep')}
        foot={
          <button
            type="button"
            className="underline decoration-line underline-offset-3 hover:text-ink"
            onClick={() => setMethods(undefined)}
          >
            {t('otherAccount')}
          </button>
        }
      >
        <FactorForm
          methods={methods}
          submitLabel={t('continue')}
          onPasskey={() => void withPasskey()}
          onFactor={async (factor) => {
            await translated(() => consoleApi.send('POST /sign-in/second-factor', { body: factor }))
            await enter(next)
          }}
        />
        {refusal}
      </Entrance>
    )
  }
  return (
    <Entrance title={t('signIn')} hint={t('signInHint')} foot={t('noPassword')}>
      <PasswordForm onMethods={setMethods} next={next} />
      {knowsPasskeys() && (
        <>
          <div className="flex items-center gap-3 text-xs text-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            {t('or')}
          </div>
          <Button className="w-full" icon={<KeyRound className="size-4" />} onClick={() => void withPasskey()}>
            {t('withPasskey')}
          </Button>
        </>
      )}
      {refusal}
    </Entrance>
  )
}

function PasswordForm({ onMethods, next }: { readonly onMethods: (methods: readonly FactorMethod[]) => void; readonly next: string }) {
  const t = useWords(accountWords)
  const form = useFields({ email: '', password: '' })
  const translated = useTranslated()
  const submit = async (values: { email: string; password: string }) => {
    const answer = await translated(() => consoleApi.send('POST /sign-in', { body: values }))
    if (answer.state === 'signed_in') await enter(next)
    else onMethods(answer.methods ?? [])
  }
  return (
    <Form form={form} onSubmit={submit} submitLabel={t('signIn')} footer={<EntranceLink to="/forgot">{t('forgot')}</EntranceLink>}>
      <TextField name="email" label={t('email')} type="email" autoComplete="username webauthn" isRequired autoFocus />
      <TextField name="password" label={t('password')} type="password" autoComplete="current-password" isRequired />
    </Form>
  )
}
