import { operatorApi } from '../../api/client.ts'
import { Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { programOptions, programsOf } from './program-access.ts'
import { ROLES, rolesFor } from './roles.ts'
import { peopleWords } from './words.ts'

/** Invites an address: by mail, as a role, into programs. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(peopleWords)
  const session = useSession()
  const language = useLanguage()
  const form = useFields({ email: '', role: 'viewer', programIds: 'this', language: String(language) })
  const { mutateAsync } = operatorApi.useSend('POST /invitation')
  const role = form.watch('role')
  const send = async (values: { email: string; role: string; programIds: string; language: string }) => {
    const given = ROLES.find((one) => one === values.role) ?? 'viewer'
    const programIds = given === 'owner' ? null : programsOf(values.programIds, session.program.id, null)
    await mutateAsync({
      body: { email: values.email, role: given, programIds, language: LANGUAGES.find((one) => one === values.language) ?? 'en' },
    })
    toast(t('invited', { email: values.email }))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('inviteTitle')}>
      <Form form={form} onSubmit={send} submitLabel={t('sendInvitation')}>
        <TextField name="email" label={t('email')} type="email" isRequired autoFocus />
        <SelectField
          name="role"
          label={t('role')}
          isRequired
          hint={t(`about_${ROLES.find((one) => one === role) ?? 'viewer'}`)}
          options={rolesFor(session.role).map((one) => [one, t(`role_${one}`)])}
        />
        {role !== 'owner' && (
          <SelectField
            name="programIds"
            label={t('access')}
            isRequired
            options={programOptions(session, { all: t('allPrograms'), here: t('thisProgram') })}
          />
        )}
        <SelectField name="language" label={t('mailLanguage')} isRequired options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]])} />
      </Form>
    </Dialog>
  )
}
