import { useMemo } from 'react'
import type { Commission } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { useReason } from '../../ui/reason-words.ts'
import type { Column } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateLink, State, StatementLink, useCodes } from './parts.tsx'
import { activityWords } from './words.ts'

/** What lists of commission lines show. */
export function useCommissionColumns(): readonly Column<Commission>[] {
  const t = useWords(activityWords)
  const code = useCodes()
  const reason = useReason()
  return useMemo(
    () => [
      {
        id: 'component',
        header: t('component'),
        cell: ({ component }) => code('component', component),
        text: ({ component }) => component,
      },
      { id: 'when', header: t('when'), cell: ({ occurredAt }) => <Moment at={occurredAt} />, text: ({ occurredAt }) => occurredAt },
      {
        id: 'affiliate',
        header: t('affiliate'),
        cell: ({ affiliateId, affiliateName }) => <AffiliateLink id={affiliateId} name={affiliateName} />,
        text: ({ affiliateName }) => affiliateName,
      },
      {
        id: 'about',
        header: t('about'),
        cell: (line) => <About line={line} />,
        text: ({ transactionId, award }) => transactionId ?? award,
      },
      { id: 'status', header: t('status'), cell: ({ status }) => <State state={status} />, text: ({ status }) => status },
      {
        id: 'reason',
        header: t('reason'),
        cell: ({ reason: why }) => (
          <span className="block max-w-64 truncate" title={reason(why) ?? undefined}>
            {reason(why)}
          </span>
        ),
        text: ({ reason: why }) => why,
      },
      {
        id: 'period',
        header: t('period'),
        cell: ({ statementId, period }) => <StatementLink id={statementId} period={period} />,
        text: ({ period }) => period,
      },
      {
        id: 'amount',
        header: t('amount'),
        isNumber: true,
        cell: ({ amount, currency }) => <Amount value={amount} currency={currency} />,
        text: ({ amount }) => amount,
      },
    ],
    [t, code, reason],
  )
}

/** What a line is for: a transaction, a customer, or a window of the affiliate's history. */
function About({ line: { transactionId, customerId, award } }: { readonly line: Commission }) {
  const t = useWords(activityWords)
  if (transactionId !== null)
    return (
      <TextLink to={`/transactions/${transactionId}`} className="relative z-10">
        {t('transaction')}
      </TextLink>
    )
  if (customerId !== null)
    return (
      <TextLink to={`/customers/${customerId}`} className="relative z-10">
        {t('customer')}
      </TextLink>
    )
  return <span className="block max-w-40 truncate">{award}</span>
}
