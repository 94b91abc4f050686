import type { FastifyInstance } from 'fastify'
import { Coalescer } from '../../../app/coalescer.ts'
import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { acceptTransactions, BATCH_ITEMS_MAX, type Submission } from '../../../domain/transactions/accept-transactions.ts'
import { OPERATOR_API_PREFIX } from '../prefix.ts'
import { ignoredFieldsHeader } from '../../plumbing/field-names.ts'
import { type ApiRequest, BULK_BODY_LIMIT, defineRoute, type SharedRequest } from '../../plumbing/route.ts'
import { parseTransactions } from '../../../domain/transactions/parse-transactions.ts'
import { acceptedAnswer, bulkBody, singleBody } from './transaction-fields.ts'

/** Calls that share one commit, at most. */
const SHARED_CALLS_MAX = 200

type Call = SharedRequest<unknown, unknown, unknown>

/** POST /transaction and /transaction/bulk: acknowledged once they are committed, processed afterwards. */
export function createTransactionsRoutes(app: FastifyInstance, context: AppContext): void {
  const queue = new Coalescer<Uuid, Submission, Uuid>(
    (programId, submissions) => context.db.inProgram(programId, (tx) => acceptTransactions(tx, programId, submissions, context.clock.now())),
    { maxBatch: SHARED_CALLS_MAX },
  )
  const accept = (read: (body: unknown) => ReadItems) => ({
    handle: async (request: ApiRequest<unknown, unknown, unknown, undefined>) => {
      const submission = readSubmission(request, read)
      const [batchId] = await acceptTransactions(request.tx, request.programId, [submission], context.clock.now())
      request.afterCommit(() => context.signals.transactionsArrived(request.programId))
      return acknowledge(request, batchId, submission)
    },
    handleShared: async (request: Call) => {
      const submission = readSubmission(request, read)
      const batchId = await queue.submit(request.programId, submission)
      context.signals.transactionsArrived(request.programId)
      return acknowledge(request, batchId, submission)
    },
  })
  const common = {
    method: 'POST',
    tag: 'Transactions',
    permission: 'transactions:write',
    rateLimit: 'transactions',
    success: { status: 202, description: 'Durably stored; it will be processed in order.', schema: acceptedAnswer, headers: { Location: 'Where the state of the batch is.' } },
  } as const
  defineRoute(app, context, {
    ...common,
    path: '/transaction',
    operationId: 'createTransaction',
    summary: 'Send one transaction',
    body: singleBody,
    ...accept((body) => parseTransactions([body], () => '')),
  })
  defineRoute(app, context, {
    ...common,
    path: '/transaction/bulk',
    operationId: 'createTransactions',
    summary: 'Send up to 10,000 transactions',
    description: 'A bare array or {"items": […]}. A malformed item refuses the whole batch with the index and field of each error; nothing of it is stored.',
    body: bulkBody,
    bodyLimit: BULK_BODY_LIMIT,
    ...accept((body) => parseTransactions(itemsOf(body), (index) => `items.${index}`)),
  })
}

type ReadItems = ReturnType<typeof parseTransactions>

function readSubmission(request: Call, read: (body: unknown) => ReadItems): Submission {
  const { items, ignored } = read(request.body)
  if (ignored.size > 0) request.setHeader('x-ignored-fields', ignoredFieldsHeader(ignored))
  return { items, integrationType: 'api', createdBy: request.actor }
}

function acknowledge(request: Call, batchId: Uuid | undefined, { items }: Submission): unknown {
  request.setHeader('location', `${OPERATOR_API_PREFIX}/transaction/batch/${batchId}`)
  return { batchId, accepted: items.length }
}

function itemsOf(body: unknown): readonly unknown[] {
  const items = Array.isArray(body) ? body : typeof body === 'object' && body !== null && 'items' in body ? body.items : undefined
  if (!Array.isArray(items)) throw refusal('Expected an array of transactions, or an object with items.')
  if (items.length === 0) throw refusal('Expected at least one transaction.')
  if (items.length > BATCH_ITEMS_MAX) throw refusal(`At most ${BATCH_ITEMS_MAX} transactions.`)
  return items
}

function refusal(message: string): DomainError {
  return new DomainError('invalid_request', { message, errors: [{ path: 'items', code: 'invalid_items', message }] })
}
