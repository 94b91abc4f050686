import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { exactNumber, microsToText } from '../../../domain/money/amounts.ts'
import { discardFailure, listFailures, retryFailure, type TransactionFailure } from '../../../domain/transactions/transaction-failures.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { commonFields, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const state = z.enum(['waiting', 'failed', 'discarded', 'replaced', 'resolved'])
const query = z.strictObject({ ...listQuery, state: state.default('failed') })
const failureAnswer = z
  .strictObject({
    ...commonFields,
    batchId: z.string(),
    index: z.int(),
    state,
    code: z.string(),
    message: z.string(),
    externalId: z.string().nullable(),
    attempts: z.int(),
    dueAt: z.string().nullable(),
    item: z.record(z.string(), z.unknown()).meta({ description: 'What was sent.' }),
  })
  .meta({ id: 'TransactionFailure' })

/** Items that could not become transactions: the list, and what can be done about one. */
export function failureRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/transaction/failure',
    operationId: 'listTransactionFailures',
    tag: 'Transactions',
    summary: 'List items that failed or wait',
    permission: 'transactions:read',
    query,
    success: { status: 200, description: 'One page of items, newest first.', schema: listOf(failureAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, state: wanted } }) => {
      const page = cutPage(await listFailures(tx, programId, wanted, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentFailure), nextCursor: page.nextCursor }
    },
  })
  for (const [name, verb, summary] of [['retry', retryFailure, 'Try a failed item again'], ['discard', discardFailure, 'Give a failed item up']] as const) {
    defineRoute(app, context, {
      method: 'POST',
      path: `/transaction/failure/:id/${name}`,
      operationId: `${name}TransactionFailure`,
      tag: 'Transactions',
      summary,
      permission: 'transactions:write',
      params: idParams,
      success: { status: 200, description: 'The item as it stands now.', schema: failureAnswer },
      refusals: ['state_conflict'],
      handle: async ({ tx, programId, params, afterCommit }) => {
        const failure = await verb(tx, context.clock, programId, params.id)
        afterCommit(() => context.signals.transactionsArrived(programId))
        return presentFailure(failure)
      },
    })
  }
}

function presentFailure(failure: TransactionFailure): Record<string, unknown> {
  const { createdAt, updatedAt, item, ...rest } = failure
  return { ...rest, createdTs: createdAt, updatedTs: updatedAt, item: presentItem(item) }
}

const AMOUNTS = {
  deposit: 'depositAmount', sale: 'saleAmount', withdrawal: 'withdrawalAmount', wager: 'wageredAmount', bonus: 'bonusAmount', gross: 'grossRevenue',
  suppliedRevShare: 'revShareCommission', suppliedCpa: 'cpaCommission', suppliedFixed: 'fixedCommission',
} as const

/** The item under the names it was sent with. */
function presentItem({ occurredAt, countryCode, deductions, ownerId, heldAt: _heldAt, isUnverified: _isUnverified, holdsKey: _holdsKey, ...item }: TransactionFailure['item']): Record<string, unknown> {
  const presented: Record<string, unknown> = { transactionDate: new Date(occurredAt) }
  if (ownerId !== undefined) presented['affiliateId'] = ownerId
  if (countryCode !== undefined) presented['country_code'] = countryCode
  if (deductions !== undefined) presented['deductions'] = deductions.map(({ name, amount }) => ({ name, amount: money(amount) }))
  for (const [key, value] of Object.entries(item)) {
    const amount = AMOUNTS[key as keyof typeof AMOUNTS]
    if (amount === undefined) presented[key] = value
    else presented[amount] = money(String(value))
  }
  return presented
}

function money(micros: string): unknown {
  return exactNumber(microsToText(BigInt(micros)))
}
