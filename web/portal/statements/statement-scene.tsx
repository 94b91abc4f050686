import { FileDown, FileJson } from 'lucide-react'
import { portalApi } from '../../api/client.ts'
import type { Statement, StatementLine } from '../../api/portal-api.ts'
import { fileUrl } from '../../api/request.ts'
import { Amount } from '../../ui/amount.tsx'
import { ButtonAnchor } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { CopyField } from '../../ui/copy.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { ExplainDrawer, useBrandName, useComponentName } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { VerifyPanel } from './verify-panel.tsx'
import { statementWords } from './words.ts'

/** One sealed period: how the balance came about, each line with its proof, and the check of all of it. */
export default function StatementScene() {
  const t = useWords(statementWords)
  const language = useLanguage()
  const id = useSceneParam('statementId')
  const statement = portalApi.useGet('GET /statement/{id}', { params: { id } })
  return (
    <Page
      title={statement.data === undefined ? t('title') : t('periodTitle', { period: statement.data.period })}
      back={{ to: '/statements', label: t('back') }}
      actions={
        <>
          <ButtonAnchor
            isDownload
            href={fileUrl('/portal/v1', '/statement/{id}/pdf', { params: { id }, query: { language } })}
            icon={<FileDown className="size-4" />}
          >
            {t('pdf')}
          </ButtonAnchor>
          <ButtonAnchor
            isDownload
            href={fileUrl('/portal/v1', '/statement/{id}/file', { params: { id } })}
            icon={<FileJson className="size-4" />}
          >
            {t('file')}
          </ButtonAnchor>
        </>
      }
    >
      <Load of={statement}>
        {(found) => (
          <>
            <div className="grid items-start gap-6 lg:grid-cols-2">
              <Summary statement={found} />
              <VerifyPanel statementId={id} />
            </div>
            <Lines statementId={id} currency={found.currency} />
          </>
        )}
      </Load>
    </Page>
  )
}

function Summary({ statement }: { readonly statement: Statement }) {
  const t = useWords(statementWords)
  const componentName = useComponentName()
  const brandName = useBrandName()
  const { currency, opening, closing, commissions, carryover, adjustments, tax, payouts } = statement
  const moved = [
    ...commissions.map(
      ({ component, brandId, amount }) => [[componentName(component), brandName(brandId)].filter(Boolean).join(' · '), amount] as const,
    ),
    [t('carryover'), carryover.in + carryover.out],
    [t('adjustments'), adjustments],
    [t('vat'), tax.vat],
    [t('withheld'), tax.withheld],
    [t('sent'), payouts.sent],
    [t('returned'), payouts.returned],
  ] as const
  return (
    <Section title={t('summary')}>
      <dl className="grid gap-1.5">
        <Row label={t('opening')} amount={opening.total} currency={currency} isSum />
        {moved
          .filter(([, amount]) => amount !== 0)
          .map(([label, amount]) => (
            <Row key={label} label={label} amount={amount} currency={currency} />
          ))}
        <Row label={t('closing')} amount={closing.total} currency={currency} isSum />
        <Row label={t('account_payable')} amount={closing.payable} currency={currency} isPart />
        <Row label={t('account_pending')} amount={closing.pending} currency={currency} isPart />
      </dl>
      <div className="mt-4 grid gap-1">
        <span className="text-xs text-soft">{t('hash')}</span>
        <CopyField value={statement.hash} />
      </div>
    </Section>
  )
}

function Row({
  label,
  amount,
  currency,
  isSum = false,
  isPart = false,
}: {
  readonly label: string
  readonly amount: number
  readonly currency: string
  readonly isSum?: boolean
  readonly isPart?: boolean
}) {
  return (
    <div
      className={classNames(
        'flex items-baseline justify-between gap-4',
        isSum && 'border-y border-line py-1.5 font-semibold',
        isPart && 'pl-4 text-xs text-soft',
      )}
    >
      <dt className="min-w-0">{label}</dt>
      <dd>
        <Amount value={amount} currency={currency} />
      </dd>
    </div>
  )
}

function Lines({ statementId, currency }: { readonly statementId: string; readonly currency: string }) {
  const t = useWords(statementWords)
  const [{ line }, setUrl] = useUrlState({ line: '' })
  const pages = portalApi.useList('GET /statement/{id}/line', { params: { id: statementId } })
  const columns = useColumns(statementId, currency)
  return (
    <>
      <DataTable
        name="statement-lines"
        label={t('lines')}
        pages={pages}
        rowId={({ id }) => id}
        columns={columns}
        onOpen={({ causeType, causeId }) => causeType === 'commission' && setUrl({ line: causeId })}
        empty={<Empty title={t('lines')} />}
      />
      <ExplainDrawer id={line} onClose={() => setUrl({ line: '' })} />
    </>
  )
}

function useColumns(statementId: string, currency: string): readonly Column<StatementLine>[] {
  const t = useWords(statementWords)
  const shared = useWords(activityWords)
  const componentName = useComponentName()
  const brandName = useBrandName()
  return [
    {
      id: 'section',
      header: t('section'),
      cell: ({ section, component }) => (component === null ? t(`section_${section}`) : componentName(component)),
      text: ({ section, component }) => (component === null ? t(`section_${section}`) : componentName(component)),
    },
    {
      id: 'date',
      header: shared('date'),
      cell: ({ occurredAt, relatesToPeriod }) => (
        <span className="grid">
          <Moment at={occurredAt} />
          {relatesToPeriod !== null && <span className="text-xs text-soft">{t('belongsTo', { period: relatesToPeriod })}</span>}
        </span>
      ),
      text: ({ occurredAt }) => occurredAt,
    },
    { id: 'brand', header: shared('brand'), cell: ({ brandId }) => brandName(brandId), text: ({ brandId }) => brandName(brandId) },
    {
      id: 'account',
      header: shared('status'),
      cell: ({ account }) => <span className="text-soft">{t(`account_${account}`)}</span>,
      text: ({ account }) => account,
    },
    {
      id: 'proof',
      header: t('proof'),
      cell: ({ id }) => (
        <a
          className="relative z-10 text-xs underline decoration-line underline-offset-3 hover:decoration-current"
          title={t('proofHint')}
          download
          href={fileUrl('/portal/v1', '/statement/{id}/proof/{transferId}', { params: { id: statementId, transferId: id } })}
        >
          {t('proof')}
        </a>
      ),
    },
    {
      id: 'amount',
      header: shared('amount'),
      cell: ({ amount }) => <Amount value={amount} currency={currency} />,
      text: ({ amount }) => amount,
      isNumber: true,
    },
  ]
}
