import { z } from 'zod'
import { exactNumber } from '../../../domain/money/amounts.ts'
import type { Statement } from '../../../domain/statements/statement.ts'
import { SECTIONS, type StatementBalance, type StatementLine } from '../../../domain/statements/statement-document.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'
import { affiliateName } from '../affiliate/name-affiliates.ts'

const balance = z.strictObject({ pending: z.number(), payable: z.number(), total: z.number() })

export const statementAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    affiliateId: answeredId,
    affiliateName,
    period: z.string().meta({ examples: ['2026-11'] }),
    from: answeredInstant,
    until: answeredInstant.meta({ description: 'Exclusive.' }),
    status: z.enum(['review', 'sealed']).meta({ description: 'review: it is final, and its period is not sealed yet.' }),
    currency: z.string().meta({ examples: ['EUR'] }),
    opening: balance.meta({ description: 'What was owed before: not payable yet, payable, both.' }),
    commissions: z.array(z.strictObject({ component: z.string(), brandId: answeredId.nullable(), productId: answeredId.nullable(), lines: z.int(), amount: z.number() })),
    carryover: z.strictObject({ in: z.number(), out: z.number() }).meta({ description: 'out: a negative end of a month was brought to zero; in: what came off for what had been carried.' }),
    adjustments: z.number(),
    tax: z.strictObject({ vat: z.number(), withheld: z.number() }),
    payouts: z.strictObject({ sent: z.number(), returned: z.number() }),
    matured: z.number().meta({ description: 'What of the pending balance became payable.' }),
    closing: balance,
    lineCount: z.int(),
    linesRoot: z.string().meta({ description: 'The Merkle root over its lines, in hex.' }),
    previousId: answeredId.nullable(),
    hash: z.string().meta({ description: 'SHA-256 of its document, in hex.' }),
  })
  .meta({ id: 'Statement' })

export function presentStatement({ document, previousId, ...statement }: Statement): object {
  return {
    id: statement.id,
    createdTs: statement.recordedAt,
    affiliateId: statement.affiliateId,
    period: statement.periodName,
    from: document.period.from,
    until: document.period.until,
    status: statement.status,
    currency: statement.currency,
    opening: presentBalance(document.opening),
    commissions: document.commissions.map((sum) => ({ ...sum, amount: exactNumber(sum.amount) })),
    carryover: { in: exactNumber(document.carryover.in), out: exactNumber(document.carryover.out) },
    adjustments: exactNumber(document.adjustments),
    tax: { vat: exactNumber(document.tax.vat), withheld: exactNumber(document.tax.withheld) },
    payouts: { sent: exactNumber(document.payouts.sent), returned: exactNumber(document.payouts.returned) },
    matured: exactNumber(document.matured),
    closing: presentBalance(document.closing),
    lineCount: document.lines.count,
    linesRoot: document.lines.root,
    previousId,
    hash: statement.hash.toString('hex'),
  }
}

function presentBalance({ pending, payable, total }: StatementBalance): object {
  return { pending: exactNumber(pending), payable: exactNumber(payable), total: exactNumber(total) }
}

export const statementLineAnswer = z
  .strictObject({
    id: answeredId.meta({ description: "The transfer's." }),
    section: z.enum(SECTIONS),
    kind: z.string().meta({ examples: ['commission_accrued'] }),
    amount: z.number().meta({ description: 'What it changes the balance by.' }),
    account: z.enum(['pending', 'payable']),
    occurredAt: answeredInstant,
    recordedAt: answeredInstant,
    relatesToPeriod: z.string().nullable().meta({ description: 'The closed period that it would have stood in.' }),
    causeType: z.string(),
    causeId: answeredId,
    component: z.string().nullable(),
    brandId: answeredId.nullable(),
    productId: answeredId.nullable(),
    customerId: answeredId.nullable(),
    transactionId: answeredId.nullable(),
    exchange: z
      .strictObject({ amount: z.number(), currency: z.string(), rate: z.number(), source: z.string(), from: answeredInstant })
      .nullable()
      .meta({ description: "Of a payout in another currency: what it was exchanged for, and one unit of that currency in the statement's." }),
  })
  .meta({ id: 'StatementLine' })

export function presentStatementLine({ transferId, amount, exchange, ...line }: StatementLine): object {
  const exchanged = exchange === null ? null : { ...exchange, amount: exactNumber(exchange.amount), rate: exactNumber(exchange.rate) }
  return { id: transferId, ...line, amount: exactNumber(amount), exchange: exchanged }
}
