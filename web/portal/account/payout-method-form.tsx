import { useWatch } from 'react-hook-form'
import { portalApi } from '../../api/client.ts'
import type { NewOwnPayoutMethod } from '../../api/portal-api.ts'
import { CheckField, Fields, Form, type Option, SelectField, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useCurrency } from '../shell/session.tsx'
import { useProof } from './use-proof.tsx'
import { VIA } from './via.ts'
import { accountWords } from './words.ts'

type Kind = NewOwnPayoutMethod['kind']
const KINDS: readonly Kind[] = ['bank', 'pix', 'paypal', 'wise', 'crypto', 'other']
const PIX_KEYS = ['cpf', 'cnpj', 'email', 'phone', 'random'] as const
const NETWORKS = ['bitcoin', 'ethereum', 'polygon', 'bsc', 'arbitrum', 'optimism', 'base', 'tron'] as const

const DETAILS = {
  holderName: '',
  iban: '',
  bic: '',
  country: '',
  accountNumber: '',
  bankCode: '',
  keyType: 'cpf',
  key: '',
  taxId: '',
  email: '',
  account: '',
  network: 'ethereum',
  address: '',
  asset: '',
  instructions: '',
}
type Detail = keyof typeof DETAILS

/** What a kind is told with. */
function detailsOf(kind: string, hasIban: string): readonly Detail[] {
  if (kind === 'bank')
    return hasIban === 'yes' ? ['holderName', 'iban', 'bic'] : ['holderName', 'country', 'accountNumber', 'bankCode', 'bic']
  const others: Readonly<Record<string, readonly Detail[]>> = {
    pix: ['keyType', 'key', 'holderName', 'taxId'],
    paypal: ['email'],
    wise: ['email', 'account'],
    crypto: ['network', 'address', 'asset'],
    other: ['instructions'],
  }
  return others[kind] ?? []
}

/** Enters where an affiliate wants to be paid. */
export function PayoutMethodForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(accountWords)
  const currency = useCurrency()
  const { withProof, dialog } = useProof()
  const { mutateAsync: create } = portalApi.useSend('POST /payout-method')
  const form = useFields({ kind: 'bank', hasIban: 'yes', label: '', currency, details: DETAILS, makeDefault: false })
  const [kind, hasIban] = useWatch({ control: form.control, name: ['kind', 'hasIban'] })
  const submit = async (values: { kind: string; label: string; currency: string; details: typeof DETAILS; makeDefault: boolean }) => {
    const details = Object.fromEntries(
      detailsOf(values.kind, hasIban).flatMap((name) => (values.details[name].trim() === '' ? [] : [[name, values.details[name].trim()]])),
    )
    // The API says what is wrong with details, whatever their kind.
    const body = {
      kind: values.kind,
      currency: values.currency,
      details,
      ...(values.label.trim() === '' ? {} : { label: values.label.trim() }),
      ...(values.makeDefault ? { makeDefault: true } : {}),
    } as NewOwnPayoutMethod
    await withProof(() => create({ body }))
    toast(t('methodAdded'))
    onDone()
  }
  return (
    <>
      <Form form={form} onSubmit={submit} submitLabel={t('add')}>
        <Fields>
          <SelectField name="kind" label={t('kind')} options={KINDS.map((one): Option => [one, t(VIA[one])])} isRequired />
          <TextField name="currency" label={t('currency')} isRequired isMono />
        </Fields>
        <KindFields kind={kind} hasIban={hasIban} />
        <TextField name="label" label={t('label')} />
        <CheckField name="makeDefault" label={t('useAsDefault')} />
      </Form>
      {dialog}
    </>
  )
}

function KindFields({ kind, hasIban }: { readonly kind: string; readonly hasIban: string }) {
  const t = useWords(accountWords)
  const holder = <TextField name="details.holderName" label={t('holderName')} isRequired />
  switch (kind) {
    case 'bank':
      return (
        <>
          {holder}
          <SelectField
            name="hasIban"
            label={t('hasIban')}
            options={[
              ['yes', t('hasIban_yes')],
              ['no', t('hasIban_no')],
            ]}
            isRequired
          />
          {hasIban === 'yes' ? (
            <TextField name="details.iban" label={t('iban')} isRequired isMono />
          ) : (
            <Fields>
              <TextField name="details.accountNumber" label={t('accountNumber')} isRequired isMono />
              <TextField name="details.bankCode" label={t('bankCode')} isMono />
              <TextField name="details.country" label={t('bankCountry')} isRequired isMono />
            </Fields>
          )}
          <TextField name="details.bic" label={t('bic')} isMono />
        </>
      )
    case 'pix':
      return (
        <>
          <Fields>
            <SelectField
              name="details.keyType"
              label={t('keyType')}
              options={PIX_KEYS.map((one): Option => [one, t(`keyType_${one}`)])}
              isRequired
            />
            <TextField name="details.key" label={t('pixKey')} isRequired isMono />
          </Fields>
          {holder}
          <TextField name="details.taxId" label={t('taxId')} isMono />
        </>
      )
    case 'paypal':
      return <TextField name="details.email" label={t('paypalEmail')} type="email" isRequired />
    case 'wise':
      return (
        <Fields>
          <TextField name="details.email" label={t('wiseEmail')} type="email" />
          <TextField name="details.account" label={t('wiseAccount')} />
        </Fields>
      )
    case 'crypto':
      return (
        <>
          <Fields>
            <SelectField name="details.network" label={t('network')} options={NETWORKS.map((one): Option => [one, one])} isRequired />
            <TextField name="details.asset" label={t('asset')} />
          </Fields>
          <TextField name="details.address" label={t('cryptoAddress')} isRequired isMono />
        </>
      )
    default:
      return <TextAreaField name="details.instructions" label={t('instructions')} isRequired />
  }
}
