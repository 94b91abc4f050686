import { consoleApi } from '../../api/client.ts'
import { Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Facts, Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { LANGUAGE_NAMES, LANGUAGES, setLanguage, useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { AccountFrame } from './account-frame.tsx'
import { AddressSection } from './address-section.tsx'
import { accountWords } from './words.ts'

/** Name and language. */
export default function ProfileScene() {
  const t = useWords(accountWords)
  const kit = useWords(kitWords)
  const { user, role, operator } = useSession()
  const form = useFields({ name: user.name, language: user.language ?? '' })
  const { mutateAsync } = consoleApi.useSend('PATCH /profile')
  const save = async (values: { name: string; language: string }) => {
    const language = LANGUAGES.find((one) => one === values.language) ?? null
    await mutateAsync({ body: { name: values.name, language } })
    if (language !== null) setLanguage(language)
    toast(t('saved'))
  }
  return (
    <AccountFrame>
      <Section title={t('profile')} hint={t('profileHint')}>
        <div className="max-w-md">
          <Form form={form} onSubmit={save} submitLabel={kit('save')}>
            <TextField name="name" label={t('name')} autoComplete="name" isRequired />
            <SelectField
              name="language"
              label={t('language')}
              options={[['', t('browserLanguage')], ...LANGUAGES.map((language) => [language, LANGUAGE_NAMES[language]] as const)]}
            />
          </Form>
        </div>
      </Section>
      <AddressSection />
      <Section>
        <Facts
          items={[
            [t('operator'), operator.name],
            [t('role'), t(role)],
          ]}
        />
      </Section>
    </AccountFrame>
  )
}
