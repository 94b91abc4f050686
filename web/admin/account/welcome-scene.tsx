import { useEffect } from 'react'
import { consoleApi } from '../../api/client.ts'
import { useConsoleSession } from '../../api/session.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { useWords } from '../../ui/words.ts'
import { Entrance } from './entrance.tsx'
import { useTranslated } from './refusals.ts'
import { accountWords } from './words.ts'

/** The first thing after the link of set-up: a name and a password. */
export default function WelcomeScene() {
  const t = useWords(accountWords)
  const session = useConsoleSession()
  const form = useFields({ name: '', password: '' })
  const translated = useTranslated()
  const isStranger = session.error?.status === 401
  useEffect(() => {
    if (isStranger) location.replace('/admin/sign-in')
  }, [isStranger])
  return (
    <Entrance
      title={t('welcome')}
      hint={t('welcomeHint')}
      foot={
        <a href="/admin" className="underline decoration-line underline-offset-3 hover:text-ink">
          {t('later')}
        </a>
      }
    >
      <Form
        form={form}
        submitLabel={t('savePassword')}
        onSubmit={async ({ name, password }) => {
          await translated(() => consoleApi.send('POST /password', { body: { password } }))
          await translated(() => consoleApi.send('PATCH /profile', { body: { name } }))
          location.assign('/admin')
        }}
      >
        <input type="hidden" autoComplete="username" value={session.data?.user.email ?? ''} readOnly />
        <TextField name="name" label={t('name')} autoComplete="name" isRequired autoFocus />
        <TextField
          name="password"
          label={t('choosePassword')}
          hint={t('passwordAlone')}
          type="password"
          autoComplete="new-password"
          isRequired
        />
      </Form>
    </Entrance>
  )
}
