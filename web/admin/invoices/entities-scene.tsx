import { Building2 } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { LegalEntity } from '../../api/operator-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckField, Fields, Form, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { kitWords } from '../../ui/kit-words.ts'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { InvoiceTabs } from './invoice-tabs.tsx'
import { invoiceWords } from './words.ts'

/** Who issues self-billed invoices. */
export default function EntitiesScene() {
  const t = useWords(invoiceWords)
  const mayPay = useMay('payouts')
  const [open, setOpen] = useState<LegalEntity | 'new'>()
  const pages = operatorApi.useList('GET /legal-entity', {})
  const add = mayPay && (
    <Button look="primary" onClick={() => setOpen('new')}>
      {t('addEntity')}
    </Button>
  )
  return (
    <Page title={t('title')} tabs={<InvoiceTabs />} subtitle={t('entityHint')} actions={add}>
      <DataTable
        name="legal-entities"
        label={t('entities')}
        pages={pages}
        columns={useColumns()}
        rowId={({ id }) => id}
        {...(mayPay && { onOpen: setOpen })}
        empty={<Empty icon={<Building2 />} title={t('noEntities')} hint={t('noEntitiesHint')} action={add} />}
      />
      <Dialog
        isOpen={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={open === undefined || open === 'new' ? t('addEntity') : t('changeEntity', { name: open.name })}
      >
        {open !== undefined && <EntityForm entity={open === 'new' ? undefined : open} onDone={() => setOpen(undefined)} />}
      </Dialog>
    </Page>
  )
}

function useColumns(): Column<LegalEntity>[] {
  const t = useWords(invoiceWords)
  return [
    { id: 'name', header: t('name'), cell: ({ name }) => name, text: ({ name }) => name },
    {
      id: 'default',
      header: t('isDefault'),
      cell: ({ isDefault }) => isDefault && <Badge tone="good">{t('isDefault')}</Badge>,
      text: ({ isDefault }) => String(isDefault),
    },
    { id: 'country', header: t('country'), cell: ({ country }) => country, text: ({ country }) => country },
    { id: 'taxId', header: t('taxId'), cell: ({ taxId }) => taxId ?? '–', text: ({ taxId }) => taxId },
    {
      id: 'next',
      header: t('nextInvoice'),
      isNumber: true,
      cell: ({ prefix, nextInvoiceNumber }) => `${prefix}-${String(nextInvoiceNumber).padStart(6, '0')}`,
      text: ({ nextInvoiceNumber }) => nextInvoiceNumber,
    },
    {
      id: 'nextCredit',
      header: t('nextCredit'),
      isNumber: true,
      cell: ({ prefix, nextCreditNoteNumber }) => `${prefix}-CN-${String(nextCreditNoteNumber).padStart(6, '0')}`,
      text: ({ nextCreditNoteNumber }) => nextCreditNoteNumber,
    },
  ]
}

function EntityForm({ entity, onDone }: { readonly entity: LegalEntity | undefined; readonly onDone: () => void }) {
  const t = useWords(invoiceWords)
  const kit = useWords(kitWords)
  const [isRemoving, setRemoving] = useState(false)
  const form = useFields({
    name: entity?.name ?? '',
    address: entity?.address ?? '',
    country: entity?.country ?? '',
    taxId: entity?.taxId ?? '',
    prefix: entity?.prefix ?? '',
    isDefault: entity?.isDefault ?? false,
  })
  const create = operatorApi.useSend('POST /legal-entity')
  const change = operatorApi.useSend('PATCH /legal-entity/{id}')
  const remove = operatorApi.useSend('DELETE /legal-entity/{id}')
  const isFixed = entity?.hasIssued === true
  return (
    <Form
      form={form}
      submitLabel={entity === undefined ? t('addEntity') : t('save')}
      onSubmit={async ({ prefix, isDefault, taxId, ...values }) => {
        const body = {
          ...values,
          taxId: taxId === '' ? null : taxId,
          ...(!isFixed && { prefix }),
          ...(isDefault && { isDefault: true as const }),
        }
        await (entity === undefined
          ? create.mutateAsync({ body: { ...body, prefix } })
          : change.mutateAsync({ params: { id: entity.id }, body }))
        toast(kit('saved'))
        onDone()
      }}
      {...(entity !== undefined &&
        !isFixed && {
          footer: (
            <Button look="ghost" onClick={() => setRemoving(true)}>
              {t('removeEntity')}
            </Button>
          ),
        })}
    >
      <TextField name="name" label={t('name')} isRequired />
      <TextAreaField name="address" label={t('address')} rows={3} isRequired />
      <Fields>
        <TextField name="country" label={t('country')} hint={t('countryHint')} isRequired />
        <TextField name="taxId" label={t('taxId')} />
        <TextField name="prefix" label={t('prefix')} isRequired isDisabled={isFixed} {...(isFixed && { hint: t('fixedHint') })} />
      </Fields>
      <CheckField name="isDefault" label={t('isDefault')} hint={t('makeDefault')} />
      {entity !== undefined && (
        <Confirm
          isOpen={isRemoving}
          onClose={() => setRemoving(false)}
          title={t('removeTitle', { name: entity.name })}
          confirmLabel={t('removeEntity')}
          isDanger
          onConfirm={async () => {
            await remove.mutateAsync({ params: { id: entity.id } })
            onDone()
          }}
        >
          {t('removeText')}
        </Confirm>
      )}
    </Form>
  )
}
