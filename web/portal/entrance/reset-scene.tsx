import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { ApiError } from '../../api/request.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { EntrancePage } from './entrance-page.tsx'
import { useRefusalWords } from './in-words.ts'
import { useLinkToken } from './link-token.ts'
import { UsedLink } from './used-link.tsx'
import { entranceWords } from './words.ts'

/** The link to a new password. */
export default function ResetScene() {
  const t = useWords(entranceWords)
  const site = useSite()
  const token = useLinkToken()
  const say = useRefusalWords()
  const [state, setState] = useState<'asking' | 'done' | 'used'>(token === '' ? 'used' : 'asking')
  const form = useFields({ password: '' })
  const submit = async ({ password }: { password: string }) => {
    try {
      await say(portalApi.send('POST /password-reset/confirmation', { body: { site: site.slug, token, password } }))
      setState('done')
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error
      setState('used')
    }
  }
  if (state === 'used') return <UsedLink to="/forgot" label={t('askAgain')} />
  if (state === 'done')
    return (
      <EntrancePage title={t('resetDone')} hint={t('resetDoneHint')}>
        <div>
          <ButtonLink look="primary" to="/sign-in">
            {t('signIn')}
          </ButtonLink>
        </div>
      </EntrancePage>
    )
  return (
    <EntrancePage title={t('resetTitle')}>
      <Form form={form} onSubmit={submit} submitLabel={t('savePassword')}>
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
    </EntrancePage>
  )
}
