import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { EntrancePage } from './entrance-page.tsx'
import { useRefusalWords } from './in-words.ts'
import { entranceWords } from './words.ts'

/** Asking for the link to a new password; the answer is the same whether the address is known or not. */
export default function ForgotScene() {
  const t = useWords(entranceWords)
  const site = useSite()
  const say = useRefusalWords()
  const [sentTo, setSentTo] = useState<string>()
  const form = useFields({ email: '' })
  const submit = async ({ email }: { email: string }) => {
    await say(portalApi.send('POST /password-reset', { body: { site: site.slug, email } }))
    setSentTo(email)
  }
  const back = <TextLink to="/sign-in">{t('signIn')}</TextLink>
  if (sentTo !== undefined)
    return (
      <EntrancePage title={t('checkMail')} hint={t('sentHint', { email: sentTo })}>
        <p>{back}</p>
      </EntrancePage>
    )
  return (
    <EntrancePage title={t('forgotTitle')} hint={t('forgotHint')}>
      <Form form={form} onSubmit={submit} submitLabel={t('sendLink')} footer={<span className="ml-auto">{back}</span>}>
        <TextField name="email" label={t('email')} type="email" autoComplete="username" isRequired autoFocus />
      </Form>
    </EntrancePage>
  )
}
