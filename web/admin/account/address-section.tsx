import { useState } from 'react'
import { consoleApi } from '../../api/client.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Notice, Section } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { accountWords } from './words.ts'

/** Asks for another address to sign in with. It holds when its mailbox has proven it. */
export function AddressSection() {
  const t = useWords(accountWords)
  const { user } = useSession()
  const form = useFields({ email: '' })
  const [sentTo, setSentTo] = useState<string>()
  const { mutateAsync } = consoleApi.useSend('POST /address')
  const ask = async ({ email }: { email: string }) => {
    await mutateAsync({ body: { email } })
    form.reset({ email: '' })
    setSentTo(email)
  }
  return (
    <Section title={t('addressTitle')} hint={t('addressHint', { email: user.email })}>
      <div className="grid max-w-md gap-4">
        {sentTo !== undefined && (
          <div role="status">
            <Notice tone="good">{t('addressSent', { email: sentTo })}</Notice>
          </div>
        )}
        <Form form={form} onSubmit={ask} submitLabel={t('sendLink')}>
          <TextField name="email" label={t('newAddress')} type="email" autoComplete="email" isRequired />
        </Form>
      </div>
    </Section>
  )
}
