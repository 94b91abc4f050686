import { FileText, Receipt } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Invoice } from '../../api/operator-api.ts'
import { fileUrl } from '../../api/request.ts'
import { Amount } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { usePeriodName, Whom } from '../money/parts.tsx'
import { PeriodFilter } from '../money/period-filter.tsx'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { InvoiceTabs } from './invoice-tabs.tsx'
import { invoiceWords } from './words.ts'

const KINDS = ['invoice', 'credit_note'] as const

/** Invoices and credit notes that were issued for affiliates. */
export default function IssuedScene() {
  const t = useWords(invoiceWords)
  const [{ period, affiliateId, kind }, setUrl] = useUrlState({ period: '', affiliateId: '', kind: '' })
  const pages = operatorApi.useList('GET /invoice', { query: { period, affiliateId, kind: KINDS.find((known) => known === kind) } })
  return (
    <Page title={t('title')} tabs={<InvoiceTabs />}>
      <DataTable
        name="invoices"
        label={t('issued')}
        pages={pages}
        columns={useColumns()}
        rowId={({ id }) => id}
        filters={
          <>
            <PeriodFilter label={t('anyPeriod')} value={period} onChange={(next) => setUrl({ period: next })} />
            <FilterSelect
              label={t('anyKind')}
              value={kind}
              onChange={(next) => setUrl({ kind: next })}
              options={KINDS.map((known) => [known, t(`kind_${known}`)])}
            />
            <AffiliateFilter value={affiliateId} onChange={(next) => setUrl({ affiliateId: next })} />
          </>
        }
        empty={
          <Empty
            icon={<Receipt />}
            title={t('none')}
            hint={t('noneHint')}
            action={<ButtonLink to="/invoices/tax-profiles">{t('toProfiles')}</ButtonLink>}
          />
        }
      />
    </Page>
  )
}

function useColumns(): Column<Invoice>[] {
  const t = useWords(invoiceWords)
  const language = useLanguage()
  const nameOf = usePeriodName()
  const money = (id: 'net' | 'vat' | 'gross' | 'withheld' | 'payable', isExtra = false): Column<Invoice> => ({
    id,
    header: t(id),
    isNumber: true,
    isExtra,
    cell: (invoice) => <Amount value={invoice[id]} currency={invoice.currency} />,
    text: (invoice) => invoice[id],
  })
  return [
    {
      id: 'number',
      header: t('number'),
      cell: ({ number }) => <span className="font-medium whitespace-nowrap tabular-nums">{number}</span>,
      text: ({ number }) => number,
    },
    { id: 'kind', header: t('kind'), cell: ({ kind }) => t(`kind_${kind}`), text: ({ kind }) => kind },
    {
      id: 'affiliate',
      header: t('affiliate'),
      cell: ({ affiliateId, affiliateName }) => <Whom id={affiliateId} name={affiliateName} />,
      text: ({ affiliateId, affiliateName }) => affiliateName ?? affiliateId,
    },
    {
      id: 'period',
      header: t('statement'),
      cell: ({ period, statementId }) => (
        <TextLink to={`/statements/${statementId}`} className="whitespace-nowrap">
          {nameOf(period)}
        </TextLink>
      ),
      text: ({ period }) => period,
    },
    {
      id: 'issuedAt',
      header: t('issuedAt'),
      cell: ({ issuedAt }) => <Moment at={issuedAt} shown="date" />,
      text: ({ issuedAt }) => issuedAt,
    },
    money('net'),
    money('vat'),
    money('gross'),
    money('withheld', true),
    money('payable', true),
    {
      id: 'pdf',
      header: t('pdf'),
      cell: ({ id }) => (
        <a
          href={fileUrl('/api/v1', '/invoice/{id}/pdf', { params: { id }, query: { language } })}
          download=""
          className="inline-flex items-center gap-1 text-soft hover:text-ink"
        >
          <FileText className="size-4" aria-hidden="true" />
          {t('pdf')}
        </a>
      ),
    },
  ]
}
