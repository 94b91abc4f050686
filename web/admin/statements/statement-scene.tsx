import { BadgeCheck, Download, FileText, ShieldCheck } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Statement, StatementLine } from '../../api/operator-api.ts'
import { fileUrl } from '../../api/request.ts'
import { Amount, Count, formatAmount } from '../../ui/amount.tsx'
import { ButtonAnchor } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Facts, Notice, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useLanguage, useWords, wordFor } from '../../ui/words.ts'
import { MoneyRow, MoneyState, useMoneyCodes, usePeriodName, Whom } from '../money/parts.tsx'
import { statementWords } from './words.ts'

/** One affiliate's account of a period: the movement, its lines, and what proves them. */
export default function StatementScene() {
  const id = useSceneParam('statementId')
  const t = useWords(statementWords)
  const statement = operatorApi.useGet('GET /statement/{id}', { params: { id } })
  if (statement.data === undefined)
    return (
      <Page title={t('title')} back={{ to: '/statements', label: t('back') }}>
        <Load of={statement}>{() => null}</Load>
      </Page>
    )
  return <Content statement={statement.data} />
}

function Content({ statement }: { readonly statement: Statement }) {
  const t = useWords(statementWords)
  const nameOf = usePeriodName()
  const language = useLanguage()
  const params = { id: statement.id }
  return (
    <Page
      title={`${statement.affiliateName ?? statement.affiliateId} · ${nameOf(statement.period)}`}
      back={{ to: '/statements', label: t('back') }}
      subtitle={
        <span className="flex items-center gap-2">
          <MoneyState state={statement.status} />
          <Whom id={statement.affiliateId} name={statement.affiliateName} />
        </span>
      }
      actions={
        <>
          <ButtonAnchor
            href={fileUrl('/api/v1', '/statement/{id}/pdf', { params, query: { language } })}
            isDownload
            icon={<FileText className="size-4" />}
          >
            {t('pdf')}
          </ButtonAnchor>
          {statement.status === 'sealed' && (
            <ButtonAnchor href={fileUrl('/api/v1', '/statement/{id}/file', { params })} isDownload icon={<Download className="size-4" />}>
              {t('file')}
            </ButtonAnchor>
          )}
        </>
      }
    >
      {statement.status === 'review' && <Notice tone="warn">{t('reviewNotice')}</Notice>}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Movement statement={statement} />
        <Proof statement={statement} />
      </div>
      <Lines statement={statement} />
    </Page>
  )
}

function Movement({ statement }: { readonly statement: Statement }) {
  const t = useWords(statementWords)
  const code = useMoneyCodes()
  const brands = useBrandNames()
  const { currency, opening, closing, commissions, carryover, adjustments, tax, payouts, matured } = statement
  const money = (value: number) => <Amount value={value} currency={currency} />
  const rest: readonly (readonly [string, number])[] = [
    [t('carryOut'), carryover.out],
    [t('carryIn'), carryover.in],
    [t('adjustments'), adjustments],
    [t('vat'), tax.vat],
    [t('withheld'), tax.withheld],
    [t('sent'), payouts.sent],
    [t('returned'), payouts.returned],
  ]
  const moved = rest.filter(([, amount]) => amount !== 0)
  return (
    <Section title={t('summary')}>
      <MoneyRow label={<Balance label={t('opening')} balance={opening} currency={currency} />}>{money(opening.total)}</MoneyRow>
      {commissions.map(({ component, brandId, productId, lines, amount }) => (
        <MoneyRow
          key={`${component} ${brandId} ${productId}`}
          isPart
          label={
            <>
              {code('component', component)}
              {brandId !== null && <> · {brands.get(brandId) ?? brandId}</>}{' '}
              <span className="text-xs">
                (<Count value={lines} />)
              </span>
            </>
          }
        >
          {money(amount)}
        </MoneyRow>
      ))}
      {moved.map(([label, amount]) => (
        <MoneyRow key={label} label={label} isPart>
          {money(amount)}
        </MoneyRow>
      ))}
      {commissions.length === 0 && moved.length === 0 && <p className="py-1.5 pl-4 text-soft">{t('noMovement')}</p>}
      <MoneyRow isTotal label={<Balance label={t('closing')} balance={closing} currency={currency} />}>
        {money(closing.total)}
      </MoneyRow>
      {matured !== 0 && <MoneyRow label={<span className="text-soft">{t('matured')}</span>}>{money(matured)}</MoneyRow>}
    </Section>
  )
}

function Balance({
  label,
  balance,
  currency,
}: {
  readonly label: string
  readonly balance: Statement['opening']
  readonly currency: string
}) {
  const t = useWords(statementWords)
  const language = useLanguage()
  return (
    <>
      {label}
      <span className="block text-xs font-normal text-soft">
        {formatAmount(balance.payable, currency, language)} {t('ofPayable')}, {formatAmount(balance.pending, currency, language)}{' '}
        {t('ofPending')}
      </span>
    </>
  )
}

function Proof({ statement }: { readonly statement: Statement }) {
  const t = useWords(statementWords)
  const { hash, linesRoot, previousId, createdTs, status } = statement
  return (
    <Section
      title={t('proofTitle')}
      {...(status === 'sealed' && {
        actions: (
          <ButtonAnchor size="small" href="/verify" icon={<BadgeCheck className="size-4" />}>
            {t('verify')}
          </ButtonAnchor>
        ),
      })}
    >
      <div className="grid gap-3">
        <p className="text-soft">{t('proofText')}</p>
        <Facts
          items={[
            [t('written'), <Moment key="written" at={createdTs} />],
            [t('fingerprint'), <CopyField key="hash" value={hash} />],
            [t('linesRoot'), <CopyField key="root" value={linesRoot} />],
            ...(previousId === null
              ? []
              : [
                  [
                    t('former'),
                    <TextLink key="former" to={`/statements/${previousId}`}>
                      {t('former')}
                    </TextLink>,
                  ] as const,
                ]),
          ]}
        />
      </div>
    </Section>
  )
}

function Lines({ statement }: { readonly statement: Statement }) {
  const t = useWords(statementWords)
  const code = useMoneyCodes()
  const language = useLanguage()
  const nameOf = usePeriodName()
  const pages = operatorApi.useList('GET /statement/{id}/line', { params: { id: statement.id } })
  const kindOf = (kind: string) =>
    wordFor(t as never, `kind_${kind}`) === `kind_${kind}` ? kind.replaceAll('_', ' ') : wordFor(t as never, `kind_${kind}`)
  const columns: Column<StatementLine>[] = [
    { id: 'when', header: t('when'), cell: ({ occurredAt }) => <Moment at={occurredAt} />, text: ({ occurredAt }) => occurredAt },
    {
      id: 'what',
      header: t('what'),
      text: ({ section, kind }) => `${section} ${kind}`,
      cell: ({ section, kind, component, relatesToPeriod, causeType, causeId, exchange }) => (
        <div>
          <span>{component === null ? code('section', section) : code('component', component)}</span>{' '}
          <span className="text-soft">· {kindOf(kind)}</span>
          {relatesToPeriod !== null && <span className="block text-xs text-soft">{t('belongs', { period: nameOf(relatesToPeriod) })}</span>}
          {exchange !== null && (
            <span className="block text-xs text-soft">
              {t('exchanged', { amount: formatAmount(exchange.amount, exchange.currency, language), rate: exchange.rate })}
            </span>
          )}
          {causeType === 'payout' && (
            <TextLink to={`/payouts/list/${causeId}`} className="block text-xs">
              {code('section', 'payout')}
            </TextLink>
          )}
        </div>
      ),
    },
    {
      id: 'account',
      header: t('account'),
      cell: ({ account }) => <span className="text-soft">{t(`account_${account}`)}</span>,
      text: ({ account }) => account,
    },
    {
      id: 'amount',
      header: t('amount'),
      isNumber: true,
      cell: ({ amount }) => <Amount value={amount} currency={statement.currency} />,
      text: ({ amount }) => amount,
    },
    ...(statement.status !== 'sealed'
      ? []
      : [
          {
            id: 'proof',
            header: t('proof'),
            cell: ({ id }: StatementLine) => (
              <a
                href={fileUrl('/api/v1', '/statement/{id}/proof/{transferId}', { params: { id: statement.id, transferId: id } })}
                download=""
                title={t('proofHint')}
                className="inline-flex items-center gap-1 text-soft hover:text-ink"
              >
                <ShieldCheck className="size-4" aria-hidden="true" />
                {t('proof')}
              </a>
            ),
          },
        ]),
  ]
  return (
    <section className="grid gap-2">
      <div>
        <h2 className="text-base font-semibold">{t('linesTitle')}</h2>
        <p className="text-soft">{t('linesHint')}</p>
      </div>
      <DataTable
        name="statement-lines"
        label={t('linesTitle')}
        pages={pages}
        columns={columns}
        rowId={({ id }) => id}
        empty={<Empty title={t('noLines')} />}
      />
    </section>
  )
}

function useBrandNames(): ReadonlyMap<string, string> {
  const { rows } = operatorApi.useList('GET /brand', { query: { limit: 500 } })
  return new Map(rows.map(({ id, name }) => [id, name]))
}
