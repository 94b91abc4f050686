import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { ApiError } from '../../api/request.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { EntrancePage } from './entrance-page.tsx'
import { useRefusalWords } from './in-words.ts'
import { useLinkToken } from './link-token.ts'
import { UsedLink } from './used-link.tsx'
import { useEntry } from './use-entry.ts'
import { entranceWords } from './words.ts'

/** The link of an invitation to work on an affiliate's account. */
export default function InvitationScene() {
  const t = useWords(entranceWords)
  const site = useSite()
  const token = useLinkToken()
  const say = useRefusalWords()
  const enter = useEntry()
  const [isUsed, setUsed] = useState(token === '')
  const form = useFields({ name: '', password: '' })
  const submit = async (values: { name: string; password: string }) => {
    try {
      await say(portalApi.send('POST /invitation/acceptance', { body: { site: site.slug, token, ...values } }))
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error
      return setUsed(true)
    }
    return enter()
  }
  if (isUsed) return <UsedLink to="/sign-in" label={t('signIn')} />
  return (
    <EntrancePage title={t('invitationTitle')} hint={t('invitationHint', { name: site.title })}>
      <Form form={form} onSubmit={submit} submitLabel={t('join')}>
        <TextField name="name" label={t('name')} autoComplete="name" isRequired autoFocus />
        <TextField name="password" label={t('password')} hint={t('passwordHint')} type="password" autoComplete="new-password" isRequired />
      </Form>
    </EntrancePage>
  )
}
