import type { ReactNode } from 'react'
import type { Pages } from '../../api/client.ts'
import type { Payout } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { MoneyState, useMoneyCodes } from '../money/parts.tsx'
import { payoutWords } from './words.ts'

/** Payouts as a list: of a run, or all of them. */
export function PayoutsTable({
  pages,
  filters,
  bulk,
  ofRun = false,
}: {
  readonly pages: Pages<Payout>
  readonly filters?: ReactNode
  readonly bulk?: (rows: readonly Payout[], clear: () => void) => ReactNode
  readonly ofRun?: boolean
}) {
  const t = useWords(payoutWords)
  const columns = useColumns(ofRun)
  return (
    <DataTable
      name={ofRun ? 'run-payouts' : 'payouts'}
      label={t('payouts')}
      pages={pages}
      columns={columns}
      rowId={({ id }) => id}
      rowLink={({ id }) => `/payouts/list/${id}`}
      {...(filters !== undefined && { filters })}
      {...(bulk && { bulk })}
      empty={<Empty title={t('noPayouts')} />}
    />
  )
}

function useColumns(ofRun: boolean): Column<Payout>[] {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  return [
    {
      id: 'affiliate',
      header: t('affiliate'),
      cell: ({ affiliateName, affiliateId }) => affiliateName ?? affiliateId,
      text: ({ affiliateName, affiliateId }) => affiliateName ?? affiliateId,
    },
    {
      id: 'state',
      header: t('state'),
      text: ({ status }) => status,
      cell: ({ status, instruction, notSentReason }) => (
        <span className="inline-flex flex-wrap items-center gap-1.5">
          <MoneyState state={status} />
          {status === 'instructed' && instruction?.state === 'unknown' && <MoneyState state="unknown" />}
          {status === 'approved' && notSentReason !== null && (
            <span className="text-xs text-warn">{t('notSent', { reason: code('why', notSentReason) })}</span>
          )}
        </span>
      ),
    },
    {
      id: 'method',
      header: t('method'),
      cell: ({ methodKind, methodHint }) => (
        <span>
          {code('method', methodKind)} <span className="text-soft">{methodHint}</span>
        </span>
      ),
      text: ({ methodHint }) => methodHint,
    },
    ...(ofRun
      ? []
      : [
          {
            id: 'run',
            header: t('run'),
            cell: ({ runId, createdTs }: Payout) => (
              <TextLink to={`/payouts/runs/${runId}`} className="relative z-10">
                <Moment at={createdTs} shown="date" />
              </TextLink>
            ),
            text: ({ createdTs }: Payout) => createdTs,
          },
        ]),
    {
      id: 'endToEnd',
      header: t('endToEnd'),
      isExtra: true,
      cell: ({ endToEndId }) => <code className="font-mono text-xs">{endToEndId}</code>,
      text: ({ endToEndId }) => endToEndId,
    },
    {
      id: 'externalId',
      header: t('externalId'),
      isExtra: true,
      cell: ({ externalId }) => externalId,
      text: ({ externalId }) => externalId,
    },
    {
      id: 'paid',
      header: t('paid'),
      isNumber: true,
      cell: ({ paidAmount, paidCurrency }) => <Amount value={paidAmount} currency={paidCurrency} />,
      text: ({ paidAmount }) => paidAmount,
    },
    {
      id: 'amount',
      header: t('amount'),
      isNumber: true,
      cell: ({ amount, currency }) => <Amount value={amount} currency={currency} />,
      text: ({ amount }) => amount,
    },
  ]
}
