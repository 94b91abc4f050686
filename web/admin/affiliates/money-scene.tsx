import { useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, Payout, PayoutMethod, Statement } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Badge, StatusBadge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Form, TextAreaField, useFields } from '../../ui/form.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Section, Stat, Stats } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { Actor } from './actor.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { affiliateWords } from './words.ts'

/** What is owed to an affiliate, what was paid, and where to. */
export default function MoneyScene() {
  return <AffiliateFrame>{(affiliate) => <Money affiliate={affiliate} />}</AffiliateFrame>
}

function Money({ affiliate }: { readonly affiliate: Affiliate }) {
  const [mayLedger, mayPayouts] = [useMay('ledger', 'read'), useMay('payouts', 'read')]
  return (
    <>
      {mayLedger && <Balances affiliate={affiliate} />}
      {mayPayouts && <Block affiliate={affiliate} />}
      {mayPayouts && <Methods affiliate={affiliate} />}
      {mayLedger && <Statements affiliate={affiliate} />}
      {mayPayouts && <Payouts affiliate={affiliate} />}
    </>
  )
}

function Balances({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const mayAdjust = useMay('ledger')
  const balance = operatorApi.useGet('GET /affiliate/{id}/summary', { params: { id: affiliate.id } })
  return (
    <Load of={balance}>
      {({ balances }) => (
        <div className="grid gap-3">
          {balances.map(({ currency, pending, payable, inTransit }) => (
            <Stats key={currency}>
              <Stat label={`${t('pending')}, ${currency}`} value={<Amount value={pending} currency={currency} />} />
              <Stat label={`${t('payable')}, ${currency}`} value={<Amount value={payable} currency={currency} />} />
              <Stat label={`${t('inTransit')}, ${currency}`} value={<Amount value={inTransit} currency={currency} />} />
            </Stats>
          ))}
          {mayAdjust && (
            <div>
              <ButtonLink to="/adjustments" search={{ affiliateId: affiliate.id }}>
                {t('adjust')}
              </ButtonLink>
            </div>
          )}
        </div>
      )}
    </Load>
  )
}

function Block({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const mayWrite = useMay('payouts')
  const params = { id: affiliate.id }
  const { rows } = operatorApi.useList('GET /affiliate/{id}/payout-block', { params, query: { limit: 20 } })
  const [isAsking, setAsking] = useState(false)
  const isBlocked = rows[0]?.kind === 'set'
  return (
    <Section
      title={t('blocks')}
      actions={
        mayWrite && (
          <Button size="small" onClick={() => setAsking(true)}>
            {isBlocked ? t('lift') : t('block')}
          </Button>
        )
      }
    >
      <p className={isBlocked ? 'font-medium text-bad' : 'text-soft'}>{isBlocked ? t('blocked') : t('notBlocked')}</p>
      {rows.length > 0 && (
        <ul className="mt-3 grid gap-2">
          {rows.map(({ id, kind, actor, reason, recordedAt }) => (
            <li key={id}>
              <span className="flex flex-wrap items-center gap-2">
                <Badge tone={kind === 'set' ? 'bad' : 'good'}>{kind === 'set' ? t('set') : t('lifted')}</Badge>
                <Actor actor={actor} />
                <span className="text-soft">
                  <Moment at={recordedAt} />
                </span>
              </span>
              {reason}
            </li>
          ))}
        </ul>
      )}
      {isAsking && <BlockDialog affiliate={affiliate} isBlocked={isBlocked} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function BlockDialog({
  affiliate,
  isBlocked,
  onClose,
}: {
  readonly affiliate: Affiliate
  readonly isBlocked: boolean
  readonly onClose: () => void
}) {
  const t = useWords(affiliateWords)
  const form = useFields({ reason: '' })
  const block = operatorApi.useSend('POST /affiliate/{id}/payout-block')
  const lift = operatorApi.useSend('DELETE /affiliate/{id}/payout-block')
  const submit = async (body: { reason: string }) => {
    await (isBlocked ? lift : block).mutateAsync({ params: { id: affiliate.id }, body })
    toast(t(isBlocked ? 'liftDone' : 'blockDone'))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t(isBlocked ? 'liftTitle' : 'blockTitle')} hint={t(isBlocked ? 'liftEffect' : 'blockEffect')}>
      <Form form={form} onSubmit={submit} submitLabel={t(isBlocked ? 'lift' : 'block')} look={isBlocked ? 'primary' : 'danger'}>
        <TextAreaField name="reason" label={t('reason')} rows={3} isRequired />
      </Form>
    </Dialog>
  )
}

function Methods({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const { rows, isLoading } = operatorApi.useList('GET /payout-method', { query: { affiliateId: affiliate.id } })
  return (
    <Section title={t('methods')} hint={t('methodsHint')}>
      {rows.length === 0 && !isLoading ? (
        <p className="text-soft">{t('noMethods')}</p>
      ) : (
        <ul className="grid gap-2">
          {rows.map((method) => (
            <Method key={method.id} method={method} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Method({ method: { kind, currency, hint, label, status, heldUntil, isDefault, sharedWith } }: { readonly method: PayoutMethod }) {
  const t = useWords(affiliateWords)
  return (
    <li className="flex flex-wrap items-center gap-2">
      <span className="font-medium uppercase">{kind}</span>
      <code className="font-mono text-xs">{hint}</code>
      <span className="text-soft">
        {currency}
        {label !== null && ` · ${label}`}
      </span>
      {isDefault && <Badge tone="info">{t('isDefault')}</Badge>}
      {status === 'held' && (
        <StatusBadge state="held">
          <span>
            {t('heldUntil')} <Moment at={heldUntil} />
          </span>
        </StatusBadge>
      )}
      {status === 'archived' && <Badge>{t('archived')}</Badge>}
      {sharedWith > 0 && <Badge tone="warn">{t('shared', { count: sharedWith })}</Badge>}
    </li>
  )
}

function Statements({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const pages = operatorApi.useList('GET /statement', { query: { affiliateId: affiliate.id } })
  const columns = useMemo(
    (): readonly Column<Statement>[] => [
      { id: 'period', header: t('period'), cell: ({ period }) => period, text: ({ period }) => period },
      {
        id: 'status',
        header: t('status'),
        cell: ({ status }) => <StatusBadge state={status}>{status}</StatusBadge>,
        text: ({ status }) => status,
      },
      {
        id: 'opening',
        header: t('opening'),
        isNumber: true,
        cell: ({ opening, currency }) => <Amount value={opening.total} currency={currency} />,
        text: ({ opening }) => opening.total,
      },
      {
        id: 'commission',
        header: t('commission'),
        isNumber: true,
        cell: ({ commissions, currency }) => <Amount value={sumOf(commissions)} currency={currency} />,
        text: ({ commissions }) => sumOf(commissions),
      },
      {
        id: 'adjustments',
        header: t('adjustments'),
        isNumber: true,
        cell: ({ adjustments, currency }) => <Amount value={adjustments} currency={currency} />,
        text: ({ adjustments }) => adjustments,
      },
      {
        id: 'closing',
        header: t('closing'),
        isNumber: true,
        cell: ({ closing, currency }) => <Amount value={closing.total} currency={currency} />,
        text: ({ closing }) => closing.total,
      },
    ],
    [t],
  )
  return (
    <DataTable
      name="affiliate-statements"
      label={t('statements')}
      pages={pages}
      rowId={({ id }) => id}
      rowLink={({ id }) => `/statements/${id}`}
      columns={columns}
      empty={<p className="px-4 py-6 text-soft">{t('noStatements')}</p>}
      filters={<h2 className="font-semibold">{t('statements')}</h2>}
    />
  )
}

/** Of exact parts, rounded to the digits that amounts have. */
function sumOf(lines: readonly { readonly amount: number }[]): number {
  return Number(lines.reduce((sum, { amount }) => sum + amount, 0).toFixed(6))
}

function Payouts({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const pages = operatorApi.useList('GET /payout', { query: { affiliateId: affiliate.id } })
  const columns = useMemo(
    (): readonly Column<Payout>[] => [
      { id: 'when', header: t('when'), cell: ({ createdTs }) => <Moment at={createdTs} />, text: ({ createdTs }) => createdTs },
      {
        id: 'status',
        header: t('status'),
        cell: ({ status }) => <StatusBadge state={status}>{status}</StatusBadge>,
        text: ({ status }) => status,
      },
      {
        id: 'method',
        header: t('method'),
        cell: ({ methodKind, methodHint }) => `${methodKind} ${methodHint}`,
        text: ({ methodKind, methodHint }) => `${methodKind} ${methodHint}`,
      },
      {
        id: 'amount',
        header: t('amount'),
        isNumber: true,
        cell: ({ paidAmount, paidCurrency }) => <Amount value={paidAmount} currency={paidCurrency} />,
        text: ({ paidAmount }) => paidAmount,
      },
    ],
    [t],
  )
  return (
    <DataTable
      name="affiliate-payouts"
      label={t('payouts')}
      pages={pages}
      rowId={({ id }) => id}
      rowLink={({ id }) => `/payouts/list/${id}`}
      columns={columns}
      empty={<p className="px-4 py-6 text-soft">{t('noPayouts')}</p>}
      filters={<h2 className="font-semibold">{t('payouts')}</h2>}
    />
  )
}
