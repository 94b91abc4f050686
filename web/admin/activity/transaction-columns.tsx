import { useMemo } from 'react'
import type { Transaction } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/moment.tsx'
import type { Column } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { useCurrency } from '../shell/session.tsx'
import { AffiliateLink, affiliateOf, amountOf, commissionOf, CustomerLink, State, useCodes } from './parts.tsx'
import { activityWords } from './words.ts'

/** What lists of transactions show. */
export function useTransactionColumns(): readonly Column<Transaction>[] {
  const t = useWords(activityWords)
  const code = useCodes()
  const currency = useCurrency()
  return useMemo(
    () => [
      {
        id: 'externalId',
        header: t('externalId'),
        cell: ({ externalId, id }) => <span className="block max-w-52 truncate">{externalId ?? id}</span>,
        text: ({ externalId, id }) => externalId ?? id,
      },
      {
        id: 'when',
        header: t('when'),
        cell: ({ transactionDate }) => <Moment at={transactionDate} />,
        text: ({ transactionDate }) => transactionDate,
      },
      { id: 'type', header: t('type'), cell: ({ type }) => code('type', type), text: ({ type }) => type },
      {
        id: 'customer',
        header: t('customer'),
        cell: ({ customerId, externalCustomerId }) => <CustomerLink id={customerId} name={externalCustomerId} />,
        text: ({ externalCustomerId }) => externalCustomerId,
      },
      {
        id: 'affiliate',
        header: t('affiliate'),
        cell: ({ tracking }) => <AffiliateLink {...affiliateOf(tracking)} />,
        text: ({ tracking }) => tracking?.affiliateName,
      },
      {
        id: 'brand',
        header: t('brand'),
        cell: ({ tracking, externalBrandId }) => tracking?.brandName ?? externalBrandId ?? '',
        text: ({ tracking, externalBrandId }) => tracking?.brandName ?? externalBrandId,
        isExtra: true,
      },
      {
        id: 'via',
        header: t('via'),
        cell: ({ integrationType }) => code('via', integrationType),
        text: ({ integrationType }) => integrationType,
        isExtra: true,
      },
      {
        id: 'status',
        header: t('status'),
        cell: ({ status, isVerified }) => (
          <span className="flex items-center gap-1">
            <State state={status} />
            {!isVerified && <Badge tone="warn">{t('unverified')}</Badge>}
          </span>
        ),
        text: ({ status }) => status,
      },
      {
        id: 'amount',
        header: t('amount'),
        isNumber: true,
        cell: (transaction) => <Amount value={amountOf(transaction)} currency={currency} />,
        text: amountOf,
      },
      {
        id: 'commission',
        header: t('commission'),
        isNumber: true,
        cell: (transaction) => <Amount value={commissionOf(transaction)} currency={currency} />,
        text: commissionOf,
      },
      {
        id: 'reason',
        header: t('reason'),
        cell: ({ decisionReason }) => (
          <span className="block max-w-60 truncate" title={decisionReason ?? undefined}>
            {decisionReason}
          </span>
        ),
        text: ({ decisionReason }) => decisionReason,
        isExtra: true,
      },
    ],
    [t, code, currency],
  )
}
