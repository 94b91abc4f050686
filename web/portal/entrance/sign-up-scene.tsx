import { MailCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { portalApi } from '../../api/client.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { CheckField, Fields, Form, SelectField, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Empty } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { countryOptions } from '../../ui/countries.ts'
import { EntrancePage, WrittenText } from './entrance-page.tsx'
import { useRefusalWords } from './in-words.ts'
import { entranceWords } from './words.ts'

/** Applying to become an affiliate. `?parent=CODE`: who recruited the applicant. */
export default function SignUpScene() {
  const t = useWords(entranceWords)
  const site = useSite()
  const [sentTo, setSentTo] = useState<string>()
  if (site.signUp === 'closed') {
    return (
      <EntrancePage title={t('signUpTitle', { name: site.title })}>
        <Empty title={t('closed')} action={<ButtonLink to="/sign-in">{t('signIn')}</ButtonLink>} />
      </EntrancePage>
    )
  }
  if (sentTo !== undefined) {
    return (
      <EntrancePage title={t('checkMail')} hint={t('checkMailHint', { email: sentTo })}>
        <MailCheck className="size-10 text-accent" aria-hidden="true" />
        <div>
          <Button onClick={() => setSentTo(undefined)}>{t('otherAddress')}</Button>
        </div>
      </EntrancePage>
    )
  }
  return <ApplicationForm onSent={setSentTo} />
}

const EMPTY = { name: '', company: '', email: '', password: '', country: '', website: '', isAgreed: false }

function ApplicationForm({ onSent }: { readonly onSent: (email: string) => void }) {
  const t = useWords(entranceWords)
  const site = useSite()
  const language = useLanguage()
  const say = useRefusalWords()
  const [{ parent }] = useUrlState({ parent: '' })
  const countries = useMemo(() => [['', t('chooseCountry')] as const, ...countryOptions(language)], [language, t])
  const form = useFields(EMPTY)
  const submit = async ({ isAgreed, name, email, password, company, country, website }: typeof EMPTY) => {
    if (site.terms !== null && !isAgreed) return form.setError('root', { message: t('mustAgree') })
    const optional = Object.entries({ company, country, website, parent }).filter(([, value]) => value.trim() !== '')
    const terms = site.terms === null ? {} : { termsSha256: site.terms.sha256 }
    await say(
      portalApi.send('POST /sign-up', {
        body: { site: site.slug, name, email, password, language, ...Object.fromEntries(optional), ...terms },
      }),
    )
    onSent(email)
  }
  return (
    <EntrancePage title={t('signUpTitle', { name: site.title })} hint={site.signUp === 'open' ? t('atOnce') : t('byApproval')}>
      <Form form={form} onSubmit={submit} submitLabel={t('apply')}>
        <Fields>
          <TextField name="name" label={t('name')} autoComplete="name" isRequired autoFocus />
          <TextField name="company" label={t('company')} autoComplete="organization" />
        </Fields>
        <TextField name="email" label={t('email')} type="email" autoComplete="username" isRequired />
        <TextField name="password" label={t('password')} hint={t('passwordHint')} type="password" autoComplete="new-password" isRequired />
        <SelectField name="country" label={t('country')} options={countries} />
        <TextAreaField name="website" label={t('website')} hint={t('websiteHint')} rows={2} />
        {site.terms !== null && (
          <div className="grid gap-2">
            <details className="rounded-md border border-line">
              <summary className="cursor-pointer px-3 py-2 font-medium">{t('readTerms')}</summary>
              <div className="border-t border-line p-3 text-soft">
                <WrittenText text={site.terms.text} />
              </div>
            </details>
            <CheckField name="isAgreed" label={t('agree')} />
          </div>
        )}
      </Form>
      <p className="border-t border-line pt-4 text-soft">
        {t('haveAccount')} <TextLink to="/sign-in">{t('signIn')}</TextLink>
      </p>
    </EntrancePage>
  )
}
