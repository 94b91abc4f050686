import { MoreHorizontal, Webhook as WebhookIcon } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { NewWebhook, Webhook } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog, Menu } from '../../ui/overlay.tsx'
import { Notice, Section } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { SecretDialog } from '../money/secret-dialog.tsx'
import { useMay } from '../shell/session.tsx'
import { SettingsPage } from './settings-page.tsx'
import { settingWords } from './words.ts'

type EventKind = NonNullable<NewWebhook['eventKinds']>[number]

/** Where the operator wants to be told of what happens. Deliveries are to come; the page says so. */
export default function WebhooksScene() {
  const t = useWords(settingWords)
  const mayWrite = useMay('webhooks')
  const [open, setOpen] = useState<Webhook | 'new'>()
  const [secret, setSecret] = useState<string | null>(null)
  const { rows, isLoading, error, reload } = operatorApi.useList('GET /webhook', { query: { limit: 100 } })
  const add = mayWrite && (
    <Button look="primary" onClick={() => setOpen('new')}>
      {t('addWebhook')}
    </Button>
  )
  const done = (issued: string | null) => {
    setOpen(undefined)
    setSecret(issued)
  }
  return (
    <SettingsPage subtitle={t('webhooksHint')} actions={add}>
      <Notice tone="warn">{t('webhooksLater')}</Notice>
      {error !== null ? (
        <Failed error={error} onRetry={reload} />
      ) : (
        <Section isFlush>
          {isLoading ? (
            <div className="px-4">
              <Loading lines={3} />
            </div>
          ) : rows.length === 0 ? (
            <Empty icon={<WebhookIcon />} title={t('noWebhooks')} action={add} />
          ) : (
            <ul>
              {rows.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} onChange={() => setOpen(webhook)} onSecret={setSecret} />
              ))}
            </ul>
          )}
        </Section>
      )}
      <Dialog isOpen={open !== undefined} onClose={() => setOpen(undefined)} title={open === 'new' ? t('addWebhook') : t('change')}>
        {open !== undefined && <WebhookForm webhook={open === 'new' ? undefined : open} onDone={done} />}
      </Dialog>
      <SecretDialog secret={secret} onClose={() => setSecret(null)} title={t('secretTitle')} hint={t('secretText')} doneLabel={t('done')} />
    </SettingsPage>
  )
}

function WebhookRow({
  webhook,
  onChange,
  onSecret,
}: {
  readonly webhook: Webhook
  readonly onChange: () => void
  readonly onSecret: (secret: string) => void
}) {
  const t = useWords(settingWords)
  const kit = useWords(kitWords)
  const mayWrite = useMay('webhooks')
  const [asked, setAsked] = useState<'archive' | 'rotate'>()
  const change = operatorApi.useSend('PATCH /webhook/{id}')
  const archive = operatorApi.useSend('DELETE /webhook/{id}')
  const rotate = operatorApi.useSend('POST /webhook/{id}/secret')
  const { id, url, description, eventKinds, status, secretHint, formerSecretUntil } = webhook
  const params = { id }
  const turn = (next: 'active' | 'paused') =>
    void change.mutateAsync({ params, body: { status: next } }).catch((error: Error) => toast(error.message, 'bad'))
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-mono [overflow-wrap:anywhere]">{url}</p>
        <p className="text-xs text-soft">
          {[description, eventKinds.length === 0 ? t('allEvents') : t('someEvents', { count: eventKinds.length })]
            .filter((text) => text !== null)
            .join(' · ')}
        </p>
        <p className="text-xs text-soft">
          {t('secret')} <code className="font-mono">{secretHint ?? '–'}</code>
          {formerSecretUntil !== null && (
            <>
              {' '}
              · {t('both')} <Moment at={formerSecretUntil} />
            </>
          )}
        </p>
      </div>
      <Badge tone={status === 'active' ? 'good' : 'quiet'}>{status === 'active' ? t('state_active') : t('state_paused')}</Badge>
      {mayWrite && (
        <Menu
          trigger={<IconButton label={kit('more')} icon={<MoreHorizontal className="size-4" />} />}
          entries={[
            { label: t('change'), onSelect: onChange },
            status === 'active'
              ? { label: t('pause'), onSelect: () => turn('paused') }
              : { label: t('resume'), onSelect: () => turn('active') },
            { label: t('rotateSecret'), onSelect: () => setAsked('rotate') },
            { label: t('archive'), onSelect: () => setAsked('archive'), isDanger: true },
          ]}
        />
      )}
      <Confirm
        isOpen={asked === 'archive'}
        onClose={() => setAsked(undefined)}
        title={t('archiveTitle')}
        confirmLabel={t('archive')}
        isDanger
        onConfirm={() => archive.mutateAsync({ params })}
      >
        {t('archiveText')}
      </Confirm>
      <Confirm
        isOpen={asked === 'rotate'}
        onClose={() => setAsked(undefined)}
        title={t('rotateSecretTitle')}
        confirmLabel={t('rotateSecret')}
        onConfirm={async () => onSecret((await rotate.mutateAsync({ params, body: {} })).secret)}
      >
        {t('rotateSecretText')}
      </Confirm>
    </li>
  )
}

function WebhookForm({ webhook, onDone }: { readonly webhook: Webhook | undefined; readonly onDone: (secret: string | null) => void }) {
  const t = useWords(settingWords)
  const kinds = operatorApi.useGet('GET /webhook/event-kind', {}).data?.items ?? []
  const form = useFields<{ url: string; description: string; eventKinds: string[] }>({
    url: webhook?.url ?? '',
    description: webhook?.description ?? '',
    eventKinds: [...(webhook?.eventKinds ?? [])],
  })
  const create = operatorApi.useSend('POST /webhook')
  const change = operatorApi.useSend('PATCH /webhook/{id}')
  return (
    <Form
      form={form}
      submitLabel={webhook === undefined ? t('addWebhook') : t('save')}
      onSubmit={async ({ url, description, eventKinds }) => {
        // The kinds are those that the API has just listed.
        const body = { url: url.trim(), description: description === '' ? null : description, eventKinds: eventKinds as EventKind[] }
        if (webhook === undefined) return onDone((await create.mutateAsync({ body })).secret)
        await change.mutateAsync({ params: { id: webhook.id }, body })
        onDone(null)
      }}
    >
      <TextField name="url" type="url" label={t('url')} hint={t('urlHint')} placeholder="https://" isRequired />
      <TextField name="description" label={t('about')} />
      <fieldset className="grid gap-1.5">
        <legend className="mb-1 font-medium">
          {t('events')} <span className="font-normal text-soft">({t('allEvents')})</span>
        </legend>
        <div className="grid max-h-56 gap-1 overflow-y-auto rounded-md border border-line p-2 sm:grid-cols-2">
          {kinds.map((kind) => (
            <label key={kind} className="flex min-h-6 items-center gap-2">
              <input type="checkbox" value={kind} {...form.register('eventKinds')} className="size-4 accent-accent" />
              <code className="font-mono text-xs">{kind}</code>
            </label>
          ))}
        </div>
      </fieldset>
    </Form>
  )
}
