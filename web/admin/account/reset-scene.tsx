import { useState } from 'react'
import { consoleApi } from '../../api/client.ts'
import { ApiError } from '../../api/request.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Notice } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { tokenOfAddress } from './enter.ts'
import { Entrance, EntranceLink } from './entrance.tsx'
import { useTranslated } from './refusals.ts'
import { accountWords } from './words.ts'

/** Chooses a new password by a link that was mailed. */
export default function ResetScene() {
  const t = useWords(accountWords)
  const form = useFields({ password: '' })
  const [state, setState] = useState<'open' | 'done' | 'used'>('open')
  const translated = useTranslated()
  const submit = async ({ password }: { password: string }) => {
    try {
      await translated(() => consoleApi.send('POST /password-reset/complete', { body: { token: tokenOfAddress(), password } }))
      setState('done')
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error
      setState('used')
    }
  }
  if (state === 'used')
    return <Entrance title={t('linkUsedUp')} hint={t('linkUsedUpHint')} foot={<EntranceLink to="/forgot">{t('askAgain')}</EntranceLink>} />
  return (
    <Entrance title={t('forgotTitle')} foot={<EntranceLink to="/sign-in">{t('backToSignIn')}</EntranceLink>}>
      {state === 'done' ? (
        <div role="status">
          <Notice tone="good">{t('resetDone')}</Notice>
        </div>
      ) : (
        <Form form={form} submitLabel={t('savePassword')} onSubmit={submit}>
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
      )}
    </Entrance>
  )
}
