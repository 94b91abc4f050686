import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { ApiError } from '../../api/request.ts'
import { Button } from '../../ui/button.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { EntrancePage } from './entrance-page.tsx'
import { useRefusalWords } from './in-words.ts'
import { useEntry } from './use-entry.ts'
import { entranceWords } from './words.ts'

/** By address and password, and then the code, where there is a second factor. */
export default function SignInScene() {
  const [{ next }] = useUrlState({ next: '/' })
  const [isHalf, setHalf] = useState(false)
  const enter = useEntry()
  return isHalf ? (
    <CodeStep onDone={() => enter(next)} onAgain={() => setHalf(false)} />
  ) : (
    <PasswordStep onDone={() => enter(next)} onHalf={() => setHalf(true)} />
  )
}

function PasswordStep({ onDone, onHalf }: { readonly onDone: () => Promise<void>; readonly onHalf: () => void }) {
  const t = useWords(entranceWords)
  const site = useSite()
  const say = useRefusalWords()
  const [{ email }] = useUrlState({ email: '', next: '/' })
  const form = useFields({ email, password: '' })
  const submit = async (values: { email: string; password: string }) => {
    const answer = await say(portalApi.send('POST /session/sign-in', { body: { site: site.slug, ...values } }))
    return answer.next === 'second_factor' ? onHalf() : onDone()
  }
  return (
    <EntrancePage title={t('signInTitle', { name: site.title })}>
      <Form
        form={form}
        onSubmit={submit}
        submitLabel={t('signIn')}
        footer={
          <TextLink to="/forgot" className="ml-auto">
            {t('forgot')}
          </TextLink>
        }
      >
        <TextField name="email" label={t('email')} type="email" autoComplete="username" isRequired autoFocus={email === ''} />
        <TextField
          name="password"
          label={t('password')}
          type="password"
          autoComplete="current-password"
          isRequired
          autoFocus={email !== ''}
        />
      </Form>
      {site.signUp !== 'closed' && (
        <p className="border-t border-line pt-4 text-soft">
          {t('noAccount')} <TextLink to="/sign-up">{t('signUp')}</TextLink>
        </p>
      )}
    </EntrancePage>
  )
}

function CodeStep({ onDone, onAgain }: { readonly onDone: () => Promise<void>; readonly onAgain: () => void }) {
  const t = useWords(entranceWords)
  const site = useSite()
  const say = useRefusalWords()
  const form = useFields({ code: '' })
  const submit = async (values: { code: string }) => {
    try {
      await portalApi.send('POST /session/second-factor', { body: values })
    } catch (error) {
      form.setValue('code', '')
      // The challenge is over: the password has to be given again.
      if (error instanceof ApiError && error.status === 401) onAgain()
      return say(Promise.reject(error))
    }
    return onDone()
  }
  return (
    <EntrancePage title={t('codeTitle')} hint={t('codeHint', { name: site.title })}>
      <Form
        form={form}
        onSubmit={submit}
        submitLabel={t('continue')}
        footer={
          <Button look="ghost" onClick={onAgain}>
            {t('again')}
          </Button>
        }
      >
        <TextField name="code" label={t('code')} autoComplete="one-time-code" isRequired isMono autoFocus />
      </Form>
    </EntrancePage>
  )
}
