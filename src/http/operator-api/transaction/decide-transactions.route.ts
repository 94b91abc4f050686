import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { approveTransactions, DECISIONS_MAX, rejectTransactions } from '../../../domain/transactions/decide-transactions.ts'
import { findTransactions } from '../../../domain/transactions/list-transactions.ts'
import { idField, idParams, text } from '../../plumbing/fields.ts'
import { BULK_BODY_LIMIT, defineRoute } from '../../plumbing/route.ts'
import { presentTransaction, transactionAnswer } from './present-transaction.ts'

const ids = z.array(idField).min(1).max(DECISIONS_MAX)
const reason = text(2_000).meta({ description: 'Why; shown to the affiliate.' })
const approvalBody = z.strictObject({ reason: reason.nullable().optional() }).optional()
const rejectionBody = z.strictObject({ reason }).meta({ examples: [{ reason: 'Bought with a stolen card' }] })
const approvalsBody = z.strictObject({ ids, reason: reason.nullable().optional() }).meta({ examples: [{ ids: ['019abc00-0000-7000-8000-000000000001'] }] })
const rejectionsBody = z.strictObject({ ids, reason }).meta({ examples: [{ ids: ['019abc00-0000-7000-8000-000000000001'], reason: 'Bought with a stolen card' }] })
const decidedAnswer = z.strictObject({ decided: z.int() })

const KINDS = {
  approval: { verb: approveTransactions, past: 'approved', summary: 'Approve', of: 'pending', one: approvalBody, many: approvalsBody },
  rejection: { verb: rejectTransactions, past: 'rejected', summary: 'Reject', of: 'pending or approved', one: rejectionBody, many: rejectionsBody },
} as const

/** Approval of what is pending and rejection of what is pending or approved: one by its path, or many at once. */
export function decideTransactionsRoutes(app: FastifyInstance, context: AppContext): void {
  for (const [noun, { verb, past, summary, of, one, many }] of Object.entries(KINDS)) {
    const name = summary.toLowerCase()
    defineRoute(app, context, {
      method: 'POST',
      path: `/transaction/:id/${noun}`,
      operationId: `${name}Transaction`,
      tag: 'Transactions',
      summary: `${summary} a ${of} transaction`,
      permission: 'transactions:write',
      params: idParams,
      body: one,
      success: { status: 201, description: `The transaction, ${past}.`, schema: transactionAnswer },
      refusals: ['state_conflict'],
      handle: async ({ tx, programId, params, body, actor, afterCommit }) => {
        await verb(tx, context.clock, { programId, transactionIds: [params.id], actor, reason: body?.reason ?? null })
        afterCommit(() => context.signals.transactionsArrived(programId))
        const [view] = await findTransactions(tx, programId, [params.id])
        return view === undefined ? null : presentTransaction(view)
      },
    })
    defineRoute(app, context, {
      method: 'POST',
      path: `/transaction/${noun}`,
      operationId: `${name}Transactions`,
      tag: 'Transactions',
      summary: `${summary} many ${of} transactions`,
      description: `Up to ${DECISIONS_MAX.toLocaleString('en')}, all of them or none: one that does not exist or is not ${of} refuses the call.`,
      permission: 'transactions:write',
      body: many,
      bodyLimit: BULK_BODY_LIMIT,
      success: { status: 201, description: `How many were ${past}.`, schema: decidedAnswer },
      refusals: ['state_conflict', 'not_found'],
      handle: async ({ tx, programId, body, actor, afterCommit }) => {
        const records = await verb(tx, context.clock, { programId, transactionIds: body.ids, actor, reason: body.reason ?? null })
        afterCommit(() => context.signals.transactionsArrived(programId))
        return { decided: records.length }
      },
    })
  }
}
