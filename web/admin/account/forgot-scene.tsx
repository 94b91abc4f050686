import { useState } from 'react'
import { consoleApi } from '../../api/client.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Notice } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { Entrance, EntranceLink } from './entrance.tsx'
import { useTranslated } from './refusals.ts'
import { accountWords } from './words.ts'

/** Asks for a link to choose a new password. What it answers tells nobody whether the address is known. */
export default function ForgotScene() {
  const t = useWords(accountWords)
  const form = useFields({ email: '' })
  const [sentTo, setSentTo] = useState<string>()
  const translated = useTranslated()
  return (
    <Entrance title={t('forgotTitle')} hint={t('forgotHint')} foot={<EntranceLink to="/sign-in">{t('backToSignIn')}</EntranceLink>}>
      {sentTo === undefined ? (
        <Form
          form={form}
          submitLabel={t('sendLink')}
          onSubmit={async ({ email }) => {
            await translated(() => consoleApi.send('POST /password-reset', { body: { email } }))
            setSentTo(email)
          }}
        >
          <TextField name="email" label={t('email')} type="email" autoComplete="username" isRequired autoFocus />
        </Form>
      ) : (
        <div role="status">
          <Notice tone="good">{t('linkSent', { email: sentTo })}</Notice>
        </div>
      )}
    </Entrance>
  )
}
