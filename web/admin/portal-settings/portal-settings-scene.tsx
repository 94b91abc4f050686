import { useWatch } from 'react-hook-form'
import type { Control } from 'react-hook-form'
import { operatorApi } from '../../api/client.ts'
import type { Portal } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonAnchor, ButtonLink } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { CheckField, Fields, Form, SelectField, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { formatMoment, Moment } from '../../ui/moment.tsx'
import { Notice, Page, Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { portalSettingWords } from './words.ts'

/** How the affiliates' portal looks, what it says, and who may come in. */
export default function PortalSettingsScene() {
  const t = useWords(portalSettingWords)
  const portal = operatorApi.useGet('GET /portal', {})
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={portal.data !== undefined && <ButtonAnchor href={portal.data.url}>{t('open')}</ButtonAnchor>}
    >
      <Load of={portal}>{(found) => <Settings key={found.url} portal={found} />}</Load>
    </Page>
  )
}

function valuesOf(portal: Portal) {
  const { slug, host, title, accentColor, supportEmail, introduction, terms, defaultLanguage, selfSignUp, autoApprove } = portal
  return {
    slug,
    host: host ?? '',
    title: title ?? '',
    accentColor: accentColor ?? '',
    supportEmail: supportEmail ?? '',
    introduction: introduction ?? '',
    terms: terms ?? '',
    defaultLanguage: defaultLanguage as string,
    selfSignUp,
    autoApprove,
  }
}
type Values = ReturnType<typeof valuesOf>

/** What was changed; an emptied text is none. */
function changeOf(values: Values, portal: Portal) {
  const before = valuesOf(portal)
  const names = Object.keys(values) as (keyof Values)[]
  return Object.fromEntries(
    names.filter((name) => values[name] !== before[name]).map((name) => [name, values[name] === '' ? null : values[name]]),
  )
}

function Settings({ portal }: { readonly portal: Portal }) {
  const t = useWords(portalSettingWords)
  const mayChange = useMay('settings')
  const { mutateAsync: change } = operatorApi.useSend('PATCH /portal')
  const form = useFields(valuesOf(portal))
  const submit = async (values: Values) => {
    form.reset(valuesOf(await change({ body: changeOf(values, portal) })))
    toast(t('saved'))
  }
  return (
    <fieldset disabled={!mayChange} className="grid max-w-3xl min-w-0 gap-4">
      {!mayChange && <Notice>{t('readOnly')}</Notice>}
      <Form form={form} onSubmit={submit} submitLabel={t('save')} className="gap-6">
        <Joining />
        <Looks portal={portal} control={form.control} />
        <Address portal={portal} />
        <Terms portal={portal} />
      </Form>
    </fieldset>
  )
}

function Joining() {
  const t = useWords(portalSettingWords)
  return (
    <Section title={t('joining')}>
      <div className="grid gap-3">
        <CheckField name="selfSignUp" label={t('selfSignUp')} hint={t('selfSignUpHint')} />
        <CheckField name="autoApprove" label={t('autoApprove')} hint={t('autoApproveHint')} />
      </div>
    </Section>
  )
}

function Looks({ portal, control }: { readonly portal: Portal; readonly control: Control<Values> }) {
  const t = useWords(portalSettingWords)
  const accent = useWatch({ control, name: 'accentColor' })
  return (
    <Section title={t('looks')}>
      <div className="grid gap-4">
        <Fields>
          <TextField name="title" label={t('portalTitle')} hint={t('titleHint')} />
          <TextField name="supportEmail" label={t('support')} type="email" />
          <TextField name="accentColor" label={t('accent')} hint={<AccentHint accent={accent} />} isMono placeholder="#0b7a5c" />
          <SelectField
            name="defaultLanguage"
            label={t('language')}
            hint={t('languageHint')}
            options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const)}
            isRequired
          />
        </Fields>
        <TextAreaField name="introduction" label={t('introduction')} hint={t('introductionHint')} />
        <div className="flex flex-wrap items-center gap-3">
          <span>
            <span className="font-medium">{t('logo')}</span>{' '}
            <span className="text-soft">
              {portal.hasLogo ? t('hasLogo') : t('noLogo')}. {t('logoHint')}
            </span>
          </span>
          <ButtonLink size="small" to="/settings">
            {t('toLogo')}
          </ButtonLink>
        </div>
      </div>
    </Section>
  )
}

function AccentHint({ accent }: { readonly accent: string }) {
  const t = useWords(portalSettingWords)
  return (
    <span className="flex items-center gap-2">
      {/^#[0-9a-f]{6}$/.test(accent) && (
        <span aria-hidden="true" className="size-4 shrink-0 rounded border border-line" style={{ background: accent }} />
      )}
      {t('accentHint')}
    </span>
  )
}

function Address({ portal }: { readonly portal: Portal }) {
  const t = useWords(portalSettingWords)
  return (
    <Section
      title={t('address')}
      hint={
        <>
          {t('addressHint')} <span className="font-mono [overflow-wrap:anywhere]">{portal.url}</span>
        </>
      }
    >
      <div className="grid gap-4">
        <Fields>
          <TextField name="slug" label={t('slug')} hint={t('slugHint')} isRequired isMono />
          <TextField name="host" label={t('host')} hint={t('hostHint')} isMono />
        </Fields>
        <OwnHost portal={portal} />
      </div>
    </Section>
  )
}

/** Whether the host is served yet, and what shows whose it is. */
function OwnHost({ portal: { host, hostVerification } }: { readonly portal: Portal }) {
  const t = useWords(portalSettingWords)
  const mayChange = useMay('settings')
  const verify = operatorApi.useSend('POST /portal/host-verification')
  if (host === null || hostVerification === null) return null
  const { status, record, checkedTs } = hostVerification
  const look = async () => {
    const found = await verify.mutateAsync({ body: {} })
    if (found.hostVerification?.status === 'verified') toast(t('nowVerified', { host }))
    else toast(t('recordNotFound'), 'bad')
  }
  return (
    <div className="grid gap-2 rounded-md border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 grow basis-48 font-mono [overflow-wrap:anywhere]">{host}</span>
        <Badge tone={status === 'verified' ? 'good' : 'warn'}>{t(status)}</Badge>
        {mayChange && status === 'pending' && (
          <Button size="small" isBusy={verify.isPending} onClick={() => void look().catch((error: Error) => toast(error.message, 'bad'))}>
            {t('verify')}
          </Button>
        )}
      </div>
      {status === 'pending' && (
        <>
          <p className="text-xs text-soft">
            {t('record')}
            {checkedTs !== null && (
              <>
                {' '}
                · {t('checked')} <Moment at={checkedTs} shown="ago" />
              </>
            )}
          </p>
          <CopyField value={record.name} label={t('recordName')} />
          <CopyField value={record.value} label={t('recordValue')} />
        </>
      )}
    </div>
  )
}

function Terms({ portal }: { readonly portal: Portal }) {
  const t = useWords(portalSettingWords)
  const language = useLanguage()
  const zone = useTimeZone()
  return (
    <Section
      title={t('terms')}
      {...(portal.termsChangedTs !== null && { hint: t('termsOf', { date: formatMoment(portal.termsChangedTs, 'date', zone, language) }) })}
    >
      <TextAreaField name="terms" label={t('terms')} hint={t('termsHint')} rows={12} />
    </Section>
  )
}
