import { ScrollText } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { TaxProfile } from '../../api/operator-api.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, Fields, Form, SelectField, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Moment } from '../../ui/moment.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { useMay } from '../shell/session.tsx'
import { InvoiceTabs } from './invoice-tabs.tsx'
import { invoiceWords } from './words.ts'

const INVOICING = ['self_billed', 'uploaded', 'none'] as const

/** How affiliates are taxed and invoiced. */
export default function ProfilesScene() {
  const t = useWords(invoiceWords)
  const mayPay = useMay('payouts')
  const [open, setOpen] = useState<TaxProfile | 'new'>()
  const [{ affiliateId }, setUrl] = useUrlState({ affiliateId: '' })
  const pages = operatorApi.useList('GET /tax-profile', { query: { affiliateId, current: affiliateId === '' ? 'true' : 'false' } })
  const add = mayPay && (
    <Button look="primary" onClick={() => setOpen('new')}>
      {t('addProfile')}
    </Button>
  )
  return (
    <Page title={t('title')} tabs={<InvoiceTabs />} subtitle={t('profileHint')} actions={add}>
      <DataTable
        name="tax-profiles"
        label={t('profiles')}
        pages={pages}
        columns={useColumns()}
        rowId={({ id }) => id}
        {...(mayPay && { onOpen: setOpen })}
        filters={<AffiliateFilter value={affiliateId} onChange={(next) => setUrl({ affiliateId: next })} />}
        empty={<Empty icon={<ScrollText />} title={t('noProfiles')} hint={t('noProfilesHint')} action={add} />}
      />
      <Dialog isOpen={open !== undefined} onClose={() => setOpen(undefined)} title={t('addProfile')}>
        {open !== undefined && <ProfileForm profile={open === 'new' ? undefined : open} onDone={() => setOpen(undefined)} />}
      </Dialog>
    </Page>
  )
}

function useColumns(): Column<TaxProfile>[] {
  const t = useWords(invoiceWords)
  return [
    {
      id: 'affiliate',
      header: t('affiliate'),
      cell: ({ affiliateName, affiliateId }) => affiliateName ?? affiliateId,
      text: ({ affiliateName, affiliateId }) => affiliateName ?? affiliateId,
    },
    {
      id: 'legalName',
      header: t('legalName'),
      cell: ({ legalName, country }) => (
        <span>
          {legalName ?? '–'} <span className="text-soft">{country}</span>
        </span>
      ),
      text: ({ legalName }) => legalName,
    },
    { id: 'invoicing', header: t('invoicing'), cell: ({ invoicing }) => t(`invoicing_${invoicing}`), text: ({ invoicing }) => invoicing },
    { id: 'taxId', header: t('taxId'), isExtra: true, cell: ({ taxId }) => taxId ?? '–', text: ({ taxId }) => taxId },
    {
      id: 'vat',
      header: t('vatRate'),
      isNumber: true,
      cell: ({ vatRate, reverseCharge }) => (reverseCharge ? t('reverseCharge') : vatRate),
      text: ({ vatRate }) => vatRate,
    },
    {
      id: 'withheld',
      header: t('withholdingRate'),
      isNumber: true,
      cell: ({ withholdingRate }) => withholdingRate,
      text: ({ withholdingRate }) => withholdingRate,
    },
    {
      id: 'since',
      header: t('since'),
      cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
      text: ({ createdTs }) => createdTs,
    },
  ]
}

function ProfileForm({ profile, onDone }: { readonly profile: TaxProfile | undefined; readonly onDone: () => void }) {
  const t = useWords(invoiceWords)
  const kit = useWords(kitWords)
  const { rows: entities } = operatorApi.useList('GET /legal-entity', { query: { limit: 100 } })
  const form = useFields<{
    affiliateId: string
    legalName: string
    address: string
    country: string
    taxId: string
    vatRate: string
    withholdingRate: string
    reverseCharge: boolean
    invoicing: (typeof INVOICING)[number]
    legalEntityId: string
  }>({
    affiliateId: profile?.affiliateId ?? '',
    legalName: profile?.legalName ?? '',
    address: profile?.address ?? '',
    country: profile?.country ?? '',
    taxId: profile?.taxId ?? '',
    vatRate: profile?.vatRate ?? '0',
    withholdingRate: profile?.withholdingRate ?? '0',
    reverseCharge: profile?.reverseCharge ?? false,
    invoicing: profile?.invoicing ?? 'self_billed',
    legalEntityId: profile?.legalEntityId ?? '',
  })
  const { mutateAsync } = operatorApi.useSend('POST /tax-profile')
  return (
    <Form
      form={form}
      submitLabel={t('save')}
      onSubmit={async ({ taxId, legalEntityId, ...values }) => {
        await mutateAsync({
          body: { ...values, taxId: taxId === '' ? null : taxId, legalEntityId: legalEntityId === '' ? null : legalEntityId },
        })
        toast(kit('saved'))
        onDone()
      }}
    >
      <AffiliateField name="affiliateId" label={t('affiliate')} isRequired />
      <TextField name="legalName" label={t('legalName')} isRequired />
      <TextAreaField name="address" label={t('address')} rows={2} isRequired />
      <Fields>
        <TextField name="country" label={t('country')} hint={t('countryHint')} isRequired />
        <TextField name="taxId" label={t('taxId')} />
        <TextField name="vatRate" label={t('vatRate')} inputMode="decimal" />
        <TextField name="withholdingRate" label={t('withholdingRate')} inputMode="decimal" />
        <SelectField name="invoicing" label={t('invoicing')} isRequired options={INVOICING.map((one) => [one, t(`invoicing_${one}`)])} />
        <SelectField
          name="legalEntityId"
          label={t('issuer')}
          options={[['', t('defaultIssuer')], ...entities.map(({ id, name }) => [id, name] as const)]}
        />
      </Fields>
      <CheckField name="reverseCharge" label={t('reverseCharge')} hint={t('reverseHint')} />
    </Form>
  )
}
