import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Program } from '../../api/operator-api.ts'
import { fileUrl } from '../../api/request.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { instantOfLocal } from '../../ui/date-range/local-time.ts'
import { Form, SelectField, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Facts, Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { FileField } from '../money/file-field.tsx'
import { readBase64 } from '../money/read-base64.ts'
import { useMay } from '../shell/session.tsx'
import { SettingsPage } from './settings-page.tsx'
import { settingWords } from './words.ts'

const STATES = ['active', 'draft', 'paused'] as const

/** What the program is called, how it looks on paper, and its clock if it is a test. */
export default function ProgramScene() {
  const program = operatorApi.useGet('GET /program', {})
  return (
    <SettingsPage>
      <Load of={program}>
        {(data) => (
          <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <Names program={data} />
            <div className="grid gap-6">
              <About program={data} />
              <Logo />
              {data.isTest && <TestClock program={data} />}
              <Elsewhere />
            </div>
          </div>
        )}
      </Load>
    </SettingsPage>
  )
}

function Names({ program }: { readonly program: Program }) {
  const t = useWords(settingWords)
  const form = useFields<{ name: string; description: string; status: (typeof STATES)[number] }>({
    name: program.name,
    description: program.description ?? '',
    status: program.status,
  })
  const { mutateAsync } = operatorApi.useSend('PATCH /program')
  return (
    <Section title={t('program')}>
      <Form
        form={form}
        submitLabel={t('save')}
        onSubmit={async ({ description, ...values }) => {
          await mutateAsync({ body: { ...values, description: description === '' ? null : description } })
          toast(t('saved'))
        }}
      >
        <TextField name="name" label={t('name')} isRequired />
        <TextAreaField name="description" label={t('description')} hint={t('descriptionHint')} />
        <SelectField
          name="status"
          label={t('status')}
          hint={t('statusHint')}
          isRequired
          options={STATES.map((state) => [state, t(`status_${state}`)])}
        />
      </Form>
    </Section>
  )
}

function About({ program }: { readonly program: Program }) {
  const t = useWords(settingWords)
  return (
    <Section>
      <Facts
        items={[
          [
            t('currency'),
            <span key="currency">
              {program.currency} <span className="text-xs text-soft">{t('fixed')}</span>
            </span>,
          ],
          [t('timeZone'), program.timeZone],
          [t('created'), <Moment key="created" at={program.createdTs} shown="date" />],
          [t('id'), <CopyField key="id" value={program.id} />],
          ...(program.isTest
            ? [
                [
                  t('status'),
                  <Badge key="test" tone="info">
                    {t('testProgram')}
                  </Badge>,
                ] as const,
              ]
            : []),
        ]}
      />
    </Section>
  )
}

function Logo() {
  const t = useWords(settingWords)
  const mayWrite = useMay('settings')
  const [isRemoving, setRemoving] = useState(false)
  const [file, setFile] = useState<File>()
  const [version, setVersion] = useState(0)
  const form = useFields({ content: '' })
  const portal = operatorApi.useGet('GET /portal', {})
  const put = operatorApi.useSend('PUT /program/logo')
  const remove = operatorApi.useSend('DELETE /program/logo')
  const hasLogo = portal.data?.hasLogo === true
  return (
    <Section title={t('logo')} hint={t('logoHint')}>
      <div className="grid gap-3">
        {hasLogo ? (
          <img
            src={`${fileUrl('/api/v1', '/program/logo')}?v=${version}`}
            alt={t('logo')}
            className="max-h-20 max-w-60 justify-self-start rounded border border-line bg-surface object-contain p-2"
          />
        ) : (
          <p className="text-soft">{t('noLogo')}</p>
        )}
        {mayWrite && (
          <Form
            form={form}
            submitLabel={t('save')}
            onSubmit={async () => {
              if (file === undefined) return form.setError('content', {})
              await put.mutateAsync({ body: { content: await readBase64(file) } })
              setVersion(version + 1)
              toast(t('saved'))
            }}
            {...(hasLogo && {
              footer: (
                <Button look="ghost" onClick={() => setRemoving(true)}>
                  {t('removeLogo')}
                </Button>
              ),
            })}
          >
            <FileField name="content" label={t('chooseLogo')} accept="image/png,image/jpeg" isRequired onFile={setFile} />
          </Form>
        )}
        <Confirm
          isOpen={isRemoving}
          onClose={() => setRemoving(false)}
          title={t('removeLogoTitle')}
          confirmLabel={t('removeLogo')}
          isDanger
          onConfirm={() => remove.mutateAsync({})}
        >
          {t('removeLogoText')}
        </Confirm>
      </div>
    </Section>
  )
}

function TestClock({ program }: { readonly program: Program }) {
  const t = useWords(settingWords)
  const zone = useTimeZone()
  const form = useFields({ now: '' })
  const { mutateAsync } = operatorApi.useSend('POST /program/test-clock')
  return (
    <Section title={t('clock')} hint={t('clockHint')}>
      <Form
        form={form}
        submitLabel={t('move')}
        onSubmit={async ({ now }) => {
          await mutateAsync({ body: { now: instantOfLocal(now, zone) } })
          toast(t('moved'))
        }}
      >
        <p>
          {t('clockNow')}: <Moment at={program.now} />
        </p>
        <TextField name="now" type="datetime-local" label={t('moveTo')} isRequired />
      </Form>
    </Section>
  )
}

function Elsewhere() {
  const t = useWords(settingWords)
  const places = [
    ['/people', t('toPeople')],
    ['/portal-settings', t('toPortal')],
    ['/gateways', t('toGateways')],
    ['/imports', t('toImports')],
  ] as const
  return (
    <Section title={t('elsewhere')}>
      <ul className="grid gap-1.5">
        {places.map(([to, label]) => (
          <li key={to}>
            <TextLink to={to}>{label}</TextLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}
