import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readCustomer } from '../../../domain/customers/customer.ts'
import { DomainError } from '../../../domain/errors.ts'
import { listTransactions } from '../../../domain/transactions/list-transactions.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentTransaction } from '../transaction/present-transaction.ts'
import { customerAnswer, presentCustomer } from './present-customer.ts'

/** Of more transactions than this only the newest are part of a customer; the list of transactions has them all. */
const TRANSACTIONS_MAX = 100

export function getCustomerRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/customer/:id',
    operationId: 'getCustomer',
    tag: 'Customers',
    summary: 'Read a customer',
    description: `With its newest ${TRANSACTIONS_MAX} transactions.`,
    permission: 'customers:read',
    params: idParams,
    success: { status: 200, description: 'The customer.', schema: customerAnswer },
    handle: async ({ tx, programId, params: { id } }) => {
      const customer = await readCustomer(tx, programId, id)
      if (customer === undefined) throw new DomainError('not_found')
      const transactions = await listTransactions(tx, programId, { customerId: id }, null, TRANSACTIONS_MAX)
      return presentCustomer(customer, transactions.map(presentTransaction))
    },
  })
}
