import { Landmark, MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { PayingAccount, PayoutMinimum } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Fields, Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Confirm, Dialog, Menu } from '../../ui/overlay.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { kitWords } from '../../ui/kit-words.ts'
import { useMoneyCodes } from '../money/parts.tsx'
import { SecretDialog } from '../money/secret-dialog.tsx'
import { useCurrency, useMay } from '../shell/session.tsx'
import { PayoutTabs } from './payout-tabs.tsx'
import { payoutWords } from './words.ts'

const KINDS = ['sepa', 'pix', 'webhook'] as const
const DETAILS = {
  sepa: ['holderName', 'iban', 'bic'],
  pix: ['holderName', 'cnpj', 'bankCode', 'bankName', 'agreement', 'branch', 'branchDigit', 'account', 'accountDigit'],
  webhook: ['url'],
} as const
const OPTIONAL: ReadonlySet<string> = new Set(['bic', 'branchDigit'])

/** Where money comes from, and the least that is sent. */
export default function AccountsScene() {
  const t = useWords(payoutWords)
  const mayPay = useMay('payouts')
  const [isAdding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <Page
      title={t('title')}
      tabs={<PayoutTabs />}
      actions={
        mayPay && (
          <Button look="primary" onClick={() => setAdding(true)}>
            {t('addAccount')}
          </Button>
        )
      }
    >
      <Accounts onSecret={setSecret} onAdd={() => setAdding(true)} />
      <Minimums />
      <Dialog isOpen={isAdding} onClose={() => setAdding(false)} title={t('addAccount')}>
        <AccountForm
          onDone={(issued) => {
            setAdding(false)
            setSecret(issued)
          }}
        />
      </Dialog>
      <SecretDialog secret={secret} onClose={() => setSecret(null)} title={t('secretTitle')} hint={t('secretText')} doneLabel={t('done')} />
    </Page>
  )
}

function Accounts({ onSecret, onAdd }: { readonly onSecret: (secret: string | null) => void; readonly onAdd: () => void }) {
  const t = useWords(payoutWords)
  const mayPay = useMay('payouts')
  const { rows, isLoading, error, reload } = operatorApi.useList('GET /paying-account', { query: { limit: 200 } })
  if (error !== null) return <Failed error={error} onRetry={reload} />
  return (
    <Section title={t('accounts')} hint={t('accountsHint')} isFlush>
      {isLoading ? (
        <div className="px-4">
          <Loading lines={3} />
        </div>
      ) : rows.length === 0 ? (
        <Empty
          icon={<Landmark />}
          title={t('noAccounts')}
          hint={t('noAccountsHint')}
          action={
            mayPay && (
              <Button look="primary" onClick={onAdd}>
                {t('addAccount')}
              </Button>
            )
          }
        />
      ) : (
        <ul>
          {rows.map((account) => (
            <AccountRow key={account.id} account={account} onSecret={onSecret} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function AccountRow({ account, onSecret }: { readonly account: PayingAccount; readonly onSecret: (secret: string | null) => void }) {
  const t = useWords(payoutWords)
  const kit = useWords(kitWords)
  const mayPay = useMay('payouts')
  const [asked, setAsked] = useState<'archive' | 'rotate'>()
  const change = operatorApi.useSend('PATCH /paying-account/{id}')
  const archive = operatorApi.useSend('DELETE /paying-account/{id}')
  const rotate = operatorApi.useSend('POST /paying-account/{id}/secret')
  const { id, kind, name, hint, isDefault } = account
  const params = { id }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-0">
      <span className="min-w-0 flex-1 basis-48">
        <span className="font-medium">{name}</span> <span className="text-soft [overflow-wrap:anywhere]">{hint}</span>
      </span>
      <span className="text-soft">{t(`kind_${kind}`)}</span>
      {isDefault && <Badge tone="good">{t('isDefault')}</Badge>}
      {mayPay && (
        <Menu
          trigger={<IconButton label={kit('more')} icon={<MoreHorizontal className="size-4" />} />}
          entries={[
            ...(isDefault
              ? []
              : [
                  {
                    label: t('makeDefault'),
                    onSelect: () =>
                      void change.mutateAsync({ params, body: { makeDefault: true } }).catch((error: Error) => toast(error.message, 'bad')),
                  },
                ]),
            ...(kind === 'webhook' ? [{ label: t('rotate'), onSelect: () => setAsked('rotate') }] : []),
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
        title={t('rotateTitle')}
        confirmLabel={t('rotate')}
        onConfirm={async () => onSecret((await rotate.mutateAsync({ params, body: {} })).secret)}
      >
        {t('rotateText')}
      </Confirm>
    </li>
  )
}

function AccountForm({ onDone }: { readonly onDone: (secret: string | null) => void }) {
  const t = useWords(payoutWords)
  const form = useFields<{ kind: (typeof KINDS)[number]; name: string; details: Record<string, string> }>({
    kind: 'sepa',
    name: '',
    details: {},
  })
  const kind = form.watch('kind')
  const { mutateAsync } = operatorApi.useSend('POST /paying-account')
  return (
    <Form
      form={form}
      submitLabel={t('addAccount')}
      onSubmit={async ({ name, details }) => {
        const given = DETAILS[kind].flatMap((field) =>
          details[field] === undefined || details[field] === '' ? [] : [[field, details[field]] as const],
        )
        onDone((await mutateAsync({ body: { kind, name, details: Object.fromEntries(given) } })).secret)
      }}
    >
      <SelectField name="kind" label={t('kind')} isRequired options={KINDS.map((one) => [one, t(`kind_${one}`)])} />
      <TextField name="name" label={t('name')} isRequired />
      <Fields>
        {DETAILS[kind].map((field) => (
          <TextField key={`${kind} ${field}`} name={`details.${field}`} label={t(field)} isRequired={!OPTIONAL.has(field)} />
        ))}
      </Fields>
    </Form>
  )
}

const METHOD_KINDS = ['any', 'bank', 'pix', 'paypal', 'wise', 'crypto', 'other'] as const

function Minimums() {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const mayPay = useMay('payouts')
  const [isOpen, setOpen] = useState(false)
  const { rows } = operatorApi.useList('GET /payout-minimum', {})
  const { mutateAsync } = operatorApi.useSend('PUT /payout-minimum')
  const remove = ({ currency, methodKind }: PayoutMinimum) =>
    void mutateAsync({ body: { currency, methodKind: METHOD_KINDS.find((kind) => kind === methodKind) ?? 'any', minimum: null } }).catch(
      (error: Error) => toast(error.message, 'bad'),
    )
  return (
    <Section
      title={t('minimums')}
      hint={t('minimumsHint')}
      isFlush
      actions={
        mayPay && (
          <Button size="small" onClick={() => setOpen(true)}>
            {t('setMinimum')}
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <p className="p-4 text-soft">{t('noMinimums')}</p>
      ) : (
        <ul>
          {rows.map((minimum) => (
            <li
              key={`${minimum.currency} ${minimum.methodKind}`}
              className="flex items-center gap-4 border-b border-line px-4 py-2 last:border-0"
            >
              <span className="flex-1">{code('method', minimum.methodKind)}</span>
              <Amount value={minimum.minimum} currency={minimum.currency} />
              {mayPay && (
                <Button size="small" look="ghost" onClick={() => remove(minimum)}>
                  {t('removeMinimum')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('setMinimum')}>
        <MinimumForm onDone={() => setOpen(false)} />
      </Dialog>
    </Section>
  )
}

function MinimumForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const form = useFields<{ currency: string; methodKind: (typeof METHOD_KINDS)[number]; minimum: string }>({
    currency: useCurrency(),
    methodKind: 'any',
    minimum: '',
  })
  const { mutateAsync } = operatorApi.useSend('PUT /payout-minimum')
  return (
    <Form
      form={form}
      submitLabel={t('setMinimum')}
      onSubmit={async ({ currency, methodKind, minimum }) => {
        await mutateAsync({ body: { currency: currency.trim().toUpperCase(), methodKind, minimum: Number(minimum.replace(',', '.')) } })
        onDone()
      }}
    >
      <Fields>
        <TextField name="currency" label={t('currency')} isRequired />
        <TextField name="minimum" label={t('minimum')} inputMode="decimal" isRequired />
      </Fields>
      <SelectField name="methodKind" label={t('method')} isRequired options={METHOD_KINDS.map((kind) => [kind, code('method', kind)])} />
    </Form>
  )
}
