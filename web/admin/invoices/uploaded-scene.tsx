import { FileInput } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { AffiliateInvoice } from '../../api/operator-api.ts'
import { fileUrl } from '../../api/request.ts'
import { Amount, formatAmount } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { formatDay } from '../../ui/moment.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { MoneyState, ReasonDialog, useMoneyCodes, Whom } from '../money/parts.tsx'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { useMay } from '../shell/session.tsx'
import { InvoiceTabs } from './invoice-tabs.tsx'
import { UploadForm } from './upload-form.tsx'
import { invoiceWords } from './words.ts'

const STATES = ['matched', 'mismatch', 'accepted', 'rejected'] as const

/** Invoices that affiliates sent, beside what their statements say. */
export default function UploadedScene() {
  const t = useWords(invoiceWords)
  const code = useMoneyCodes()
  const mayPay = useMay('payouts')
  const [isOpen, setOpen] = useState(false)
  const [{ state, affiliateId }, setUrl] = useUrlState({ state: '', affiliateId: '' })
  const pages = operatorApi.useList('GET /affiliate-invoice', { query: { affiliateId, status: STATES.find((known) => known === state) } })
  return (
    <Page title={t('title')} tabs={<InvoiceTabs />} actions={mayPay && <Button onClick={() => setOpen(true)}>{t('upload')}</Button>}>
      <DataTable
        name="affiliate-invoices"
        label={t('uploaded')}
        pages={pages}
        columns={useColumns(mayPay)}
        rowId={({ id }) => id}
        filters={
          <>
            <FilterSelect
              label={t('anyState')}
              value={state}
              onChange={(next) => setUrl({ state: next })}
              options={STATES.map((known) => [known, code('state', known)])}
            />
            <AffiliateFilter value={affiliateId} onChange={(next) => setUrl({ affiliateId: next })} />
          </>
        }
        empty={<Empty icon={<FileInput />} title={t('noUploaded')} hint={t('noUploadedHint')} />}
      />
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('upload')} hint={t('uploadHint')}>
        <UploadForm onDone={() => setOpen(false)} />
      </Dialog>
    </Page>
  )
}

function useColumns(mayPay: boolean): Column<AffiliateInvoice>[] {
  const t = useWords(invoiceWords)
  const language = useLanguage()
  return [
    {
      id: 'affiliate',
      header: t('affiliate'),
      cell: ({ affiliateId, affiliateName }) => <Whom id={affiliateId} name={affiliateName} />,
      text: ({ affiliateId, affiliateName }) => affiliateName ?? affiliateId,
    },
    { id: 'number', header: t('number'), cell: ({ number }) => number, text: ({ number }) => number },
    {
      id: 'issuedOn',
      header: t('issuedOn'),
      cell: ({ issuedOn }) => <span className="whitespace-nowrap">{formatDay(issuedOn, language)}</span>,
      text: ({ issuedOn }) => issuedOn,
    },
    {
      id: 'state',
      header: t('state'),
      text: ({ status }) => status,
      cell: ({ status, differences, decisionReason }) => (
        <span>
          <MoneyState state={status} />
          {differences.length > 0 && (
            <span className="ml-2 text-xs text-soft">
              {t('differs')} {differences.map((one) => t(`diff_${one}`)).join(', ')}
            </span>
          )}
          {decisionReason !== null && <span className="block text-xs text-soft [overflow-wrap:anywhere]">{decisionReason}</span>}
        </span>
      ),
    },
    {
      id: 'total',
      header: t('total'),
      isNumber: true,
      cell: ({ total, currency }) => <Amount value={total} currency={currency} />,
      text: ({ total }) => total,
    },
    {
      id: 'expected',
      header: t('expected'),
      isNumber: true,
      cell: ({ expected }) => <Amount value={expected.total} currency={expected.currency} />,
      text: ({ expected }) => expected.total,
    },
    {
      id: 'file',
      header: t('file'),
      cell: ({ id, hasContent }) =>
        hasContent ? (
          <a
            href={fileUrl('/api/v1', '/affiliate-invoice/{id}/file', { params: { id } })}
            download=""
            className="underline decoration-line underline-offset-3"
          >
            {t('pdf')}
          </a>
        ) : null,
    },
    ...(mayPay ? [{ id: 'decision', header: t('decision'), cell: (invoice: AffiliateInvoice) => <Decide invoice={invoice} /> }] : []),
  ]
}

function Decide({ invoice }: { readonly invoice: AffiliateInvoice }) {
  const t = useWords(invoiceWords)
  const language = useLanguage()
  const [asked, setAsked] = useState<'accept' | 'reject'>()
  const accept = operatorApi.useSend('POST /affiliate-invoice/{id}/acceptance')
  const reject = operatorApi.useSend('POST /affiliate-invoice/{id}/rejection')
  const params = { id: invoice.id }
  const close = () => setAsked(undefined)
  if (invoice.status !== 'mismatch' && invoice.status !== 'matched') return null
  return (
    <span className="flex gap-1">
      {invoice.status === 'mismatch' && (
        <Button size="small" onClick={() => setAsked('accept')}>
          {t('accept')}
        </Button>
      )}
      <Button size="small" look="ghost" onClick={() => setAsked('reject')}>
        {t('reject')}
      </Button>
      <ReasonDialog
        isOpen={asked === 'accept'}
        onClose={close}
        title={t('acceptTitle')}
        confirmLabel={t('accept')}
        onConfirm={async (reason) => {
          await accept.mutateAsync({ params, body: { reason } })
          toast(t('accepted'))
        }}
      >
        {t('acceptText', { amount: formatAmount(invoice.expected.total, invoice.expected.currency, language) })}
      </ReasonDialog>
      <ReasonDialog
        isOpen={asked === 'reject'}
        onClose={close}
        title={t('rejectTitle')}
        confirmLabel={t('reject')}
        isDanger
        onConfirm={async (reason) => {
          await reject.mutateAsync({ params, body: { reason } })
          toast(t('rejected'))
        }}
      >
        {t('rejectText')}
      </ReasonDialog>
    </span>
  )
}
