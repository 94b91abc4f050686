import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import { Fields, Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { useWords } from '../../ui/words.ts'
import { FileField } from '../money/file-field.tsx'
import { usePeriodName } from '../money/parts.tsx'
import { readBase64 } from '../money/read-base64.ts'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { useCurrency } from '../shell/session.tsx'
import { invoiceWords } from './words.ts'

/** An affiliate's own invoice, uploaded for it. */
export function UploadForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(invoiceWords)
  const nameOf = usePeriodName()
  const form = useFields({
    affiliateId: '',
    statementId: '',
    number: '',
    issuedOn: '',
    net: '',
    vat: '',
    total: '',
    currency: useCurrency(),
    content: '',
  })
  const [file, setFile] = useState<File>()
  const affiliateId = form.watch('affiliateId')
  const { rows } = operatorApi.useList('GET /statement', { query: { affiliateId, limit: 100 } }, { enabled: affiliateId !== '' })
  const { mutateAsync } = operatorApi.useSend('POST /affiliate-invoice')
  const sealed = rows.filter(({ status }) => status === 'sealed')
  return (
    <Form
      form={form}
      submitLabel={t('send')}
      onSubmit={async ({ content: _content, net, vat, total, ...values }) => {
        await mutateAsync({
          body: {
            ...values,
            net: numberOf(net),
            vat: numberOf(vat),
            total: numberOf(total),
            ...(file && { fileName: file.name, content: await readBase64(file) }),
          },
        })
        onDone()
      }}
    >
      <AffiliateField name="affiliateId" label={t('affiliate')} isRequired />
      <SelectField
        name="statementId"
        label={t('pickStatement')}
        isRequired
        options={[['', affiliateId === '' ? t('noStatement') : ''], ...sealed.map(({ id, period }) => [id, nameOf(period)] as const)]}
      />
      <Fields>
        <TextField name="number" label={t('number')} isRequired />
        <TextField name="issuedOn" type="date" label={t('issuedOn')} isRequired />
        <TextField name="net" label={t('net')} inputMode="decimal" isRequired />
        <TextField name="vat" label={t('vat')} inputMode="decimal" isRequired />
        <TextField name="total" label={t('total')} inputMode="decimal" isRequired />
      </Fields>
      <FileField name="content" label={t('file')} hint={t('pdfFile')} accept="application/pdf" onFile={setFile} />
    </Form>
  )
}

function numberOf(text: string): number {
  return Number(text.replace(',', '.'))
}
