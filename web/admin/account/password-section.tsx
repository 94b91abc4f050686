import { consoleApi } from '../../api/client.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Notice, Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { useTranslated } from './refusals.ts'
import { accountWords } from './words.ts'

/** Changes the password, or sets the first one. */
export function PasswordSection() {
  const t = useWords(accountWords)
  const { user, hasPassword } = useSession()
  const form = useFields({ current: '', password: '' })
  const translated = useTranslated()
  const { mutateAsync } = consoleApi.useSend('POST /password')
  const save = async ({ current, password }: { current: string; password: string }) => {
    await translated(() => mutateAsync({ body: { password, ...(current === '' ? {} : { current }) } }))
    form.reset({ current: '', password: '' })
    toast(t('passwordSaved'))
  }
  return (
    <Section title={t('passwordTitle')}>
      <div className="grid max-w-md gap-4">
        {!hasPassword && <Notice>{t('noPasswordYet')}</Notice>}
        <Form form={form} onSubmit={save} submitLabel={t(hasPassword ? 'changePassword' : 'setPassword')}>
          <input type="hidden" autoComplete="username" value={user.email} readOnly />
          {hasPassword && (
            <TextField name="current" label={t('currentPassword')} type="password" autoComplete="current-password" isRequired />
          )}
          <TextField
            name="password"
            label={t('newPassword')}
            hint={t('passwordHint')}
            type="password"
            autoComplete="new-password"
            isRequired
          />
        </Form>
      </div>
    </Section>
  )
}
