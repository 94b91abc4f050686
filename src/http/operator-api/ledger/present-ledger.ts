import { z } from 'zod'
import { balanceOf, type ListedAccount } from '../../../domain/ledger/list-accounts.ts'
import type { ListedTransfer } from '../../../domain/ledger/list-transfers.ts'
import { NIL_UUID } from '../../../domain/ids.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const accountAnswer = z
  .strictObject({
    id: answeredId,
    kind: z.string().meta({ examples: ['affiliate_payable'] }),
    affiliateId: answeredId.nullable(),
    brandId: answeredId.nullable(),
    ownerName: z.string().nullable().meta({ description: 'What the affiliate or the brand is called.' }),
    currency: z.string().meta({ examples: ['EUR'] }),
    debits: z.number(),
    credits: z.number(),
    balance: z.number().meta({ description: "What is owed on an affiliate's account, what was spent on an expense." }),
  })
  .meta({ id: 'LedgerAccount' })

const namedAccount = z.strictObject({ kind: z.string().meta({ examples: ['affiliate_payable'] }), ownerName: z.string().nullable().meta({ description: 'What the affiliate or the brand is called.' }) })

export const transferAnswer = z
  .strictObject({
    id: answeredId,
    debitAccountId: answeredId,
    creditAccountId: answeredId,
    debitAccount: namedAccount,
    creditAccount: namedAccount,
    amount: z.number(),
    currency: z.string().meta({ examples: ['EUR'] }),
    kind: z.string(),
    causeType: z.string(),
    causeId: answeredId,
    occurredAt: answeredInstant,
    recordedAt: answeredInstant,
    period: z.string().meta({ description: 'The period on whose statement it stands.', examples: ['2026-11'] }),
    relatesToPeriod: z.string().nullable().meta({ description: 'The closed period that it is about.' }),
    reversesId: answeredId.nullable(),
  })
  .meta({ id: 'LedgerTransfer' })

export function presentAccount(account: ListedAccount): object {
  const amount = (minor: bigint): unknown => exactNumber(minorToText(minor, account.currency))
  const isAffiliates = account.kind.startsWith('affiliate_') || account.kind === 'payout_in_transit'
  return {
    id: account.id,
    kind: account.kind,
    affiliateId: isAffiliates ? account.ownerId : null,
    brandId: account.kind.endsWith('_expense') && account.ownerId !== NIL_UUID ? account.ownerId : null,
    ownerName: account.ownerName,
    currency: account.currency,
    debits: amount(account.debits),
    credits: amount(account.credits),
    balance: amount(balanceOf(account)),
  }
}

export function presentTransfer({ amountMinor, ...transfer }: ListedTransfer): object {
  return { ...transfer, amount: exactNumber(minorToText(amountMinor, transfer.currency)) }
}
