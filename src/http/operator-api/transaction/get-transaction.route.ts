import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import { findTransaction } from '../../../domain/transactions/list-transactions.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentTransaction, transactionAnswer } from './present-transaction.ts'

export function getTransactionRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/transaction/:id',
    operationId: 'getTransaction',
    tag: 'Transactions',
    summary: 'Read a transaction',
    description: 'Answers processed transactions. One that was accepted and is not processed yet is 404 here and `queued` in its batch.',
    permission: 'transactions:read',
    params: idParams,
    success: { status: 200, description: 'The transaction.', schema: transactionAnswer },
    handle: async ({ tx, programId, params }) => {
      const view = await findTransaction(tx, programId, params.id)
      if (view === undefined) throw new DomainError('not_found')
      return presentTransaction(view)
    },
  })
}
