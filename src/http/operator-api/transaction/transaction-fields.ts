import { z } from 'zod'

const nullableText = z.string().max(255).nullable().optional()
const amount = z.number().nullable().optional().meta({ description: 'Major units.' })

/** One transaction as it is sent. The document's form of it; parse-transactions.ts is what checks it. */
const transactionInput = z
  .looseObject({
    externalId: nullableText.meta({ description: 'Your id of it, unique per brand: sent again it has no effect.' }),
    type: z.string().max(64).nullable().optional().meta({ description: 'Known: deposit, withdrawal, wager, revenue, sale, refund, chargeback, bonus, adjustment. Default: revenue.' }),
    transactionDate: z.string().meta({ format: 'date-time' }),
    externalCustomerId: nullableText.meta({ description: 'Whose it is. A customer that is not registered yet is waited for.' }),
    clickKey: nullableText.meta({ description: 'Without a customer: the click of an anonymous purchase.' }),
    affiliateId: nullableText.meta({ description: 'Without both: the affiliate it is attributed to by hand.' }),
    externalBrandId: nullableText,
    externalProductId: nullableText,
    country: nullableText,
    country_code: nullableText,
    depositAmount: amount,
    grossRevenue: amount,
    wageredAmount: amount,
    withdrawalAmount: amount,
    saleAmount: amount,
    bonusAmount: amount,
    revShareCommission: amount,
    cpaCommission: amount,
    fixedCommission: amount,
    deductions: z.array(z.object({ name: z.string().min(1).max(255), amount: z.number() })).max(50).nullable().optional(),
    relatedExternalId: nullableText.meta({ description: 'For refund and chargeback: the externalId of the transaction it takes back.' }),
    currency: z.string().min(3).max(3).nullable().optional().meta({ description: 'ISO 4217, when not the currency of the program.' }),
    category: nullableText,
    label: nullableText,
    note: z.string().max(2000).nullable().optional(),
    operatorId: nullableText.meta({ description: 'Accepted and not used: the key says whose it is.' }),
  })
  .meta({
    id: 'TransactionInput',
    examples: [{ externalId: 'tx-1', type: 'revenue', transactionDate: '2026-11-16T18:30:00.000Z', externalCustomerId: 'player-1', grossRevenue: 120.5, depositAmount: 100 }],
  })

const documented = z.toJSONSchema(transactionInput, { io: 'input', unrepresentable: 'any' })

/** A body whose items are checked by parse-transactions.ts: any JSON here, the full form in the document. */
export const singleBody = z.unknown().meta({ ...documented, id: undefined })

const list = { type: 'array', minItems: 1, maxItems: 10_000, items: { ...documented, id: undefined } }
export const bulkBody = z.unknown().meta({ anyOf: [list, { type: 'object', required: ['items'], properties: { items: list } }], examples: [documented.examples] })

export const acceptedAnswer = z.strictObject({ batchId: z.string().meta({ format: 'uuid' }), accepted: z.int() })
