import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { ClickDomain } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { settingWords } from './words.ts'

/** Hosts that tracking links begin with, and what shows that they are the operator's. */
export function Domains() {
  const t = useWords(settingWords)
  const mayWrite = useMay('settings')
  const [isAdding, setAdding] = useState(false)
  const { rows } = operatorApi.useList('GET /click-domain', {})
  return (
    <Section
      title={t('domains')}
      hint={t('domainsHint')}
      isFlush
      actions={
        mayWrite && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('addDomain')}
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <p className="p-4 text-soft">{t('noDomains')}</p>
      ) : (
        <ul>
          {rows.map((domain) => (
            <DomainRow key={domain.host} domain={domain} />
          ))}
        </ul>
      )}
      <Dialog isOpen={isAdding} onClose={() => setAdding(false)} title={t('addDomain')}>
        <DomainForm onDone={() => setAdding(false)} />
      </Dialog>
    </Section>
  )
}

function DomainForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(settingWords)
  const form = useFields({ host: '' })
  const { mutateAsync } = operatorApi.useSend('POST /click-domain')
  return (
    <Form
      form={form}
      submitLabel={t('addDomain')}
      onSubmit={async ({ host }) => {
        await mutateAsync({ body: { host: host.trim().toLowerCase() } })
        onDone()
      }}
    >
      <TextField name="host" label={t('host')} hint={t('hostHint')} isRequired isMono />
    </Form>
  )
}

function DomainRow({ domain }: { readonly domain: ClickDomain }) {
  const t = useWords(settingWords)
  const mayWrite = useMay('settings')
  const [isRemoving, setRemoving] = useState(false)
  const verify = operatorApi.useSend('POST /click-domain/{host}/verification')
  const remove = operatorApi.useSend('DELETE /click-domain/{host}')
  const { host, status, record, checkedTs } = domain
  const params = { host }
  const look = async () => {
    const found = await verify.mutateAsync({ params, body: {} })
    if (found.status === 'verified') toast(t('nowVerified', { host }))
    else toast(t('notFound'), 'bad')
  }
  return (
    <li className="grid gap-2 border-b border-line px-4 py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 grow basis-48 font-mono [overflow-wrap:anywhere]">{host}</span>
        <Badge tone={status === 'verified' ? 'good' : 'warn'}>{status === 'verified' ? t('verified') : t('pending')}</Badge>
        {mayWrite && status === 'pending' && (
          <Button size="small" isBusy={verify.isPending} onClick={() => void look().catch((error: Error) => toast(error.message, 'bad'))}>
            {t('verify')}
          </Button>
        )}
        {mayWrite && (
          <Button size="small" look="ghost" onClick={() => setRemoving(true)}>
            {t('removeDomain')}
          </Button>
        )}
      </div>
      {status === 'pending' && (
        <div className="grid gap-1.5">
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
        </div>
      )}
      <Confirm
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        title={t('removeDomainTitle', { host })}
        confirmLabel={t('removeDomain')}
        isDanger
        onConfirm={() => remove.mutateAsync({ params })}
      >
        {t('removeDomainText')}
      </Confirm>
    </li>
  )
}
