import { useQuery } from '@tanstack/react-query'
import { consoleApi } from '../../api/client.ts'
import type { ApiError } from '../../api/request.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { enter, tokenOfAddress } from './enter.ts'
import { Entrance } from './entrance.tsx'
import { useTranslated } from './refusals.ts'
import { accountWords } from './words.ts'

/** Accepts an invitation: a name, a password, and in. */
export default function InvitationScene() {
  const t = useWords(accountWords)
  const token = tokenOfAddress()
  const { data, error, refetch } = useQuery<
    { readonly operatorName: string; readonly email: string; readonly role: 'owner' | 'admin' | 'manager' | 'finance' | 'viewer' },
    ApiError
  >({
    queryKey: ['invitation', token],
    queryFn: () => consoleApi.send('POST /invitation', { body: { token } }),
    retry: false,
  })
  if (error?.status === 404) return <Entrance title={t('linkUsedUp')} hint={t('linkUsedUpHint')} foot={t('askInviter')} />
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined)
    return (
      <div className="p-6">
        <Loading />
      </div>
    )
  return (
    <Entrance
      title={t('invitation', { operator: data.operatorName })}
      hint={t('invitationHint', { role: t(data.role), email: data.email })}
    >
      <Acceptance token={token} email={data.email} />
    </Entrance>
  )
}

function Acceptance({ token, email }: { readonly token: string; readonly email: string }) {
  const t = useWords(accountWords)
  const language = useLanguage()
  const form = useFields({ name: '', password: '' })
  const translated = useTranslated()
  return (
    <Form
      form={form}
      submitLabel={t('join')}
      onSubmit={async (values) => {
        await translated(() => consoleApi.send('POST /invitation/accept', { body: { ...values, token, language } }))
        await enter()
      }}
    >
      <input type="hidden" autoComplete="username" value={email} readOnly />
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
  )
}
