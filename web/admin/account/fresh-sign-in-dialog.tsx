import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { consoleApi } from '../../api/client.ts'
import type { FactorMethod, GivenFactor, SecondFactors } from '../../api/console-api.ts'
import { Button } from '../../ui/button.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Load } from '../../ui/states.tsx'
import { useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { askForPasskey } from './passkey.ts'
import { useTranslated } from './refusals.ts'
import { accountWords } from './words.ts'

interface Asked {
  /** Of the call that was refused. */
  readonly prefix: string
  readonly finish: (isFresh: boolean) => void
}

export default function FreshSignInDialog(asked: Asked) {
  const t = useWords(accountWords)
  return (
    <Dialog isOpen onClose={() => asked.finish(false)} title={t('confirmTitle')} hint={t('confirmHint')}>
      <Question {...asked} />
    </Dialog>
  )
}

function Question({ prefix, finish }: Asked) {
  const t = useWords(accountWords)
  const { hasSecondFactor } = useSession()
  const navigate = useNavigate()
  const factors = consoleApi.useGet('GET /second-factors', {})
  // In one's own account the password will do until there is a second step; elsewhere it has to be there.
  if (!hasSecondFactor && prefix !== '/console') {
    return (
      <div className="grid justify-items-start gap-4">
        <p>{t('confirmSetUp')}</p>
        <Button
          look="primary"
          onClick={() => {
            finish(false)
            void navigate({ to: '/account/security' })
          }}
        >
          {t('toSecurity')}
        </Button>
      </div>
    )
  }
  return <Load of={factors}>{(found) => <Proof factors={found} finish={finish} />}</Load>
}

function Proof({ factors, finish }: Pick<Asked, 'finish'> & { readonly factors: SecondFactors }) {
  const t = useWords(accountWords)
  const { user, hasPassword } = useSession()
  const [method, setMethod] = useState<FactorMethod>(factors.hasTotp ? 'totp' : 'recovery_code')
  const form = useFields({ password: '', code: '' })
  const translated = useTranslated()
  const { mutateAsync } = consoleApi.useSend('POST /fresh')
  const byPasskey = consoleApi.useSend('POST /fresh/passkey')
  const asksCode = factors.hasTotp || factors.passkeys.length > 0
  const submit = async ({ password, code }: { password: string; code: string }) => {
    const factor: GivenFactor = method === 'totp' ? { code } : { recoveryCode: code }
    await translated(() => mutateAsync({ body: { password, ...(asksCode ? { factor } : {}) } }))
    finish(true)
  }
  const withPasskey = async () => {
    await byPasskey.mutateAsync({ body: { response: await askForPasskey() } })
    finish(true)
  }
  return (
    <div className="grid gap-4">
      {factors.passkeys.length > 0 && (
        <Button look="primary" isBusy={byPasskey.isPending} onClick={() => void withPasskey().catch(() => undefined)}>
          {t('usePasskey')}
        </Button>
      )}
      {hasPassword && (
        <Form
          form={form}
          onSubmit={submit}
          submitLabel={t('confirm')}
          look="primary"
          footer={
            factors.hasTotp && (
              <button
                type="button"
                className="text-soft underline decoration-line underline-offset-3"
                onClick={() => setMethod(method === 'totp' ? 'recovery_code' : 'totp')}
              >
                {t(method === 'totp' ? 'useRecovery' : 'useApp')}
              </button>
            )
          }
        >
          <input type="hidden" autoComplete="username" value={user.email} readOnly />
          <TextField name="password" label={t('password')} type="password" autoComplete="current-password" isRequired autoFocus />
          {asksCode && (
            <TextField
              name="code"
              label={t(method === 'totp' ? 'code' : 'recoveryCode')}
              inputMode={method === 'totp' ? 'numeric' : 'text'}
              autoComplete="one-time-code"
              isMono
              isRequired
            />
          )}
        </Form>
      )}
    </div>
  )
}
