import { useNavigate } from '@tanstack/react-router'
import { FileCheck2 } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { NewPayoutReconciliation, PayoutReconciliation } from '../../api/operator-api.ts'
import { Count } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Form, SelectField, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Notice, Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { Actor } from '../affiliates/actor.tsx'
import { FileField } from '../money/file-field.tsx'
import { useMay } from '../shell/session.tsx'
import { PayoutTabs } from './payout-tabs.tsx'
import { payoutWords } from './words.ts'

const FORMATS = ['csv', 'pain.002', 'camt', 'cnab240'] as const satisfies readonly NewPayoutReconciliation['format'][]

/** What banks say became of payouts. */
export default function ResultsScene() {
  const t = useWords(payoutWords)
  const mayPay = useMay('payouts')
  const [isOpen, setOpen] = useState(false)
  const pages = operatorApi.useList('GET /payout-reconciliation', {})
  const upload = mayPay && (
    <Button look="primary" onClick={() => setOpen(true)}>
      {t('upload')}
    </Button>
  )
  return (
    <Page title={t('title')} tabs={<PayoutTabs />} actions={upload}>
      <Notice>{t('resultsHint')}</Notice>
      <DataTable
        name="bank-results"
        label={t('results')}
        pages={pages}
        columns={useColumns()}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/payouts/results/${id}`}
        empty={<Empty icon={<FileCheck2 />} title={t('noResults')} action={upload} />}
      />
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('upload')}>
        <UploadForm />
      </Dialog>
    </Page>
  )
}

function useColumns(): Column<PayoutReconciliation>[] {
  const t = useWords(payoutWords)
  const count = (id: 'applied' | 'unchanged' | 'discrepancies' | 'errors' | 'ignored'): Column<PayoutReconciliation> => ({
    id,
    header: t(id),
    isNumber: true,
    cell: (row) => <Count value={row[id]} {...(row[id] > 0 && (id === 'errors' || id === 'discrepancies') && { className: 'text-bad' })} />,
    text: (row) => row[id],
  })
  return [
    { id: 'file', header: t('file'), cell: ({ fileName, format }) => fileName ?? t(`format_${format}`), text: ({ fileName }) => fileName },
    { id: 'format', header: t('format'), cell: ({ format }) => t(`format_${format}`), text: ({ format }) => format },
    {
      id: 'uploaded',
      header: t('uploaded'),
      cell: ({ createdTs, createdBy }) => (
        <span>
          <Moment at={createdTs} /> · <Actor actor={createdBy} />
        </span>
      ),
      text: ({ createdTs }) => createdTs,
    },
    count('applied'),
    count('unchanged'),
    count('discrepancies'),
    count('errors'),
    count('ignored'),
  ]
}

function UploadForm() {
  const t = useWords(payoutWords)
  const navigate = useNavigate()
  const form = useFields<{ format: (typeof FORMATS)[number]; content: string }>({ format: 'csv', content: '' })
  const [file, setFile] = useState<File>()
  const { mutateAsync } = operatorApi.useSend('POST /payout-reconciliation')
  return (
    <Form
      form={form}
      submitLabel={t('upload')}
      onSubmit={async ({ format }) => {
        if (file === undefined) return form.setError('content', {})
        const { id } = await mutateAsync({ body: { format, content: await file.text(), fileName: file.name } })
        await navigate({ to: `/payouts/results/${id}` as string })
      }}
    >
      <SelectField name="format" label={t('format')} isRequired options={FORMATS.map((one) => [one, t(`format_${one}`)])} />
      <FileField name="content" label={t('file')} isRequired onFile={setFile} />
    </Form>
  )
}
