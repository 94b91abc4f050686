import { operatorApi } from '../../api/client.ts'
import type { Program } from '../../api/operator-api.ts'
import { CopyButton } from '../../ui/copy.tsx'
import { CheckField, Fields, Form, SelectField, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { Domains } from './domains.tsx'
import { SettingsPage } from './settings-page.tsx'
import { settingWords } from './words.ts'

/** Who wins a customer, the snippet for pages, whose pages may report, and hosts of links. */
export default function TrackingScene() {
  const program = operatorApi.useGet('GET /program', {})
  return (
    <SettingsPage>
      <Load of={program}>
        {(data) => (
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <Attribution program={data} />
            <div className="grid min-w-0 gap-6">
              <Snippet />
              <AllowedDomains program={data} />
              <Domains />
            </div>
          </div>
        )}
      </Load>
    </SettingsPage>
  )
}

function Attribution({ program }: { readonly program: Program }) {
  const t = useWords(settingWords)
  const { attribution, cookieDays, organicTracking, acceptSuppliedCommissions, selfSignUp, fallbackUrl } = program
  const form = useFields({
    attribution: {
      model: attribution.model,
      windowDays: String(attribution.windowDays),
      standDownMinutes: String(attribution.standDownMinutes),
      couponBeatsClick: attribution.couponBeatsClick,
    },
    cookieDays: String(cookieDays),
    organicTracking,
    acceptSuppliedCommissions,
    selfSignUp,
    fallbackUrl: fallbackUrl ?? '',
  })
  const { mutateAsync } = operatorApi.useSend('PATCH /program')
  return (
    <Section title={t('attribution')}>
      <Form
        form={form}
        submitLabel={t('save')}
        onSubmit={async ({ attribution: { windowDays, standDownMinutes, ...rest }, ...values }) => {
          await mutateAsync({
            body: {
              ...values,
              attribution: { ...rest, windowDays: Number(windowDays), standDownMinutes: Number(standDownMinutes) },
              cookieDays: Number(values.cookieDays),
              fallbackUrl: values.fallbackUrl === '' ? null : values.fallbackUrl,
            },
          })
          toast(t('saved'))
        }}
      >
        <Fields>
          <SelectField
            name="attribution.model"
            label={t('model')}
            isRequired
            options={[
              ['last_click', t('model_last_click')],
              ['first_click', t('model_first_click')],
            ]}
          />
          <SelectField
            name="organicTracking"
            label={t('organic')}
            isRequired
            options={[
              ['assign', t('organic_assign')],
              ['reject', t('organic_reject')],
            ]}
          />
          <TextField name="attribution.windowDays" label={t('windowDays')} hint={t('windowHint')} inputMode="numeric" isRequired />
          <TextField name="attribution.standDownMinutes" label={t('standDown')} hint={t('standDownHint')} inputMode="numeric" isRequired />
          <TextField name="cookieDays" label={t('cookieDays')} inputMode="numeric" isRequired />
        </Fields>
        <TextField name="fallbackUrl" type="url" label={t('fallbackUrl')} placeholder="https://" />
        <CheckField name="attribution.couponBeatsClick" label={t('couponBeatsClick')} />
        <CheckField name="acceptSuppliedCommissions" label={t('supplied')} />
        <CheckField name="selfSignUp" label={t('selfSignUp')} />
      </Form>
    </Section>
  )
}

function Snippet() {
  const t = useWords(settingWords)
  const snippet = operatorApi.useGet('GET /program/snippet', {})
  return (
    <Section title={t('snippet')} hint={t('snippetHint')} actions={snippet.data && <CopyButton text={snippet.data.html} />}>
      <Load of={snippet}>
        {({ html }) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
          <section aria-label={t('snippet')} tabIndex={0} className="overflow-x-auto rounded-md bg-raised p-3">
            <pre className="font-mono text-xs">{html}</pre>
          </section>
        )}
      </Load>
    </Section>
  )
}

function AllowedDomains({ program }: { readonly program: Program }) {
  const t = useWords(settingWords)
  const form = useFields({ allowedDomains: program.allowedDomains.join('\n') })
  const { mutateAsync } = operatorApi.useSend('PATCH /program')
  return (
    <Section title={t('allowedDomains')}>
      <Form
        form={form}
        submitLabel={t('save')}
        onSubmit={async ({ allowedDomains }) => {
          await mutateAsync({ body: { allowedDomains: allowedDomains.split(/\s+/).filter((domain) => domain !== '') } })
          toast(t('saved'))
        }}
      >
        <TextAreaField name="allowedDomains" label={t('allowedDomains')} hint={t('allowedHint')} isMono />
      </Form>
    </Section>
  )
}
