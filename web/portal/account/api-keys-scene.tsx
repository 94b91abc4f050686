import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { OwnApiKey } from '../../api/portal-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonAnchor } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { Form, type Option, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { useProof } from './use-proof.tsx'
import { accountWords } from './words.ts'

const ACCESSES = ['read', 'write'] as const

/** Keys for an affiliate's own programs. */
export default function ApiKeysScene() {
  const t = useWords(accountWords)
  const { user } = useSession()
  const isOwner = useMay('api-keys') && user !== null
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<string>()
  const keys = portalApi.useGet('GET /api-key', {})
  const make = isOwner && (
    <Button look="primary" onClick={() => setMaking(true)}>
      {t('addKey')}
    </Button>
  )
  const close = () => {
    setMaking(false)
    setMade(undefined)
  }
  return (
    <Page
      title={t('keys')}
      subtitle={t('keysHint')}
      actions={
        <>
          <ButtonAnchor href="/portal/v1/openapi.json">{t('docs')}</ButtonAnchor>
          {(keys.data?.items.length ?? 0) > 0 && make}
        </>
      }
    >
      <Load of={keys}>
        {({ items }) => (
          <Section isFlush>
            {items.length === 0 ? (
              <Empty
                icon={<KeyRound className="size-5" />}
                title={t('noKey')}
                hint={t('noKeyHint')}
                {...(make !== false && { action: make })}
              />
            ) : (
              <ul className="divide-y divide-line">
                {items.map((key) => (
                  <Key key={key.id} found={key} isOwner={isOwner} />
                ))}
              </ul>
            )}
          </Section>
        )}
      </Load>
      <Dialog
        isOpen={isMaking}
        onClose={close}
        title={made === undefined ? t('addKey') : t('keyTitle')}
        hint={made === undefined ? t('keysHint') : t('keyOnce')}
      >
        {made === undefined ? (
          <KeyForm onMade={setMade} />
        ) : (
          <div className="grid gap-4">
            <CopyField value={made} />
            <div>
              <Button look="primary" onClick={close}>
                {t('done')}
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </Page>
  )
}

function Key({ found, isOwner }: { readonly found: OwnApiKey; readonly isOwner: boolean }) {
  const t = useWords(accountWords)
  const [isAsked, setAsked] = useState(false)
  const { mutateAsync: revoke } = portalApi.useSend('DELETE /api-key/{id}')
  const { id, name, hint, access, createdTs, lastUsedTs, revokedTs } = found
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <div className="font-medium [overflow-wrap:anywhere]">{name}</div>
        <div className="text-xs text-soft">
          <span className="font-mono">{hint}</span> · {t('created')} <Moment at={createdTs} shown="date" /> · {t('lastUsed')}:{' '}
          {lastUsedTs === null ? t('never') : <Moment at={lastUsedTs} shown="ago" />}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {revokedTs === null ? <Badge>{t(`access_${access}`)}</Badge> : <Badge tone="bad">{t('revoked')}</Badge>}
        {isOwner && revokedTs === null && (
          <Button size="small" onClick={() => setAsked(true)}>
            {t('revoke')}
          </Button>
        )}
      </div>
      <Confirm
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={t('revokeTitle', { name })}
        confirmLabel={t('revoke')}
        isDanger
        onConfirm={() => revoke({ params: { id } }).then(() => toast(t('revoked')))}
      >
        {t('revokeHint')}
      </Confirm>
    </li>
  )
}

function KeyForm({ onMade }: { readonly onMade: (key: string) => void }) {
  const t = useWords(accountWords)
  const { withProof, dialog } = useProof()
  const { mutateAsync: create } = portalApi.useSend('POST /api-key')
  const form = useFields({ name: '', access: 'read' })
  const submit = ({ name, access }: { name: string; access: string }) =>
    withProof(async () => onMade((await create({ body: { name, access: ACCESSES.find((one) => one === access) ?? 'read' } })).key))
  return (
    <>
      <Form form={form} onSubmit={submit} submitLabel={t('makeKey')}>
        <TextField name="name" label={t('keyName')} isRequired autoFocus />
        <SelectField name="access" label={t('access')} options={ACCESSES.map((one): Option => [one, t(`access_${one}`)])} isRequired />
      </Form>
      {dialog}
    </>
  )
}
