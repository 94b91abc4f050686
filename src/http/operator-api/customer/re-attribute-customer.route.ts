import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { requireOwn } from '../../../domain/programs/require-own.ts'
import { reattributeCustomer } from '../../../domain/customers/re-attribute-customer.ts'
import { listReattributions, type Reattribution } from '../../../domain/customers/reattribution.ts'
import { answeredId, answeredInstant, idField, idParams, instant, text } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const LONGEST_REASON = 2_000

const body = z
  .strictObject({
    affiliateId: idField.optional().meta({ description: 'To whom. Or name a tracker.' }),
    trackerId: idField.optional().meta({ description: 'Without it: the affiliate’s oldest.' }),
    mode: z.enum(['from_date', 'with_history']),
    from: instant.optional().meta({ description: 'With `from_date`: events at this instant or later.' }),
    reason: text(LONGEST_REASON).meta({ description: 'Why; shown to both affiliates.' }),
  })
  .refine(({ affiliateId, trackerId }) => affiliateId !== undefined || trackerId !== undefined, { path: ['affiliateId'], error: 'Expected affiliateId or trackerId.' })
  .refine(({ mode, from }) => (mode === 'from_date') === (from !== undefined), { path: ['from'], error: 'Expected an instant with from_date, and none with with_history.' })
  .meta({ id: 'NewReattribution', examples: [{ affiliateId: '019abc00-0000-7000-8000-000000000001', mode: 'with_history', reason: 'Brought by a video that had no link' }] })

const answer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    customerId: answeredId,
    affiliateId: answeredId,
    trackerId: answeredId,
    mode: z.enum(['from_date', 'with_history']),
    from: answeredInstant.nullable(),
    reason: z.string(),
    movedTransactions: z.int().meta({ description: 'How many transactions moved with the decision.' }),
    createdBy: z.string(),
  })
  .meta({ id: 'Reattribution' })

/** POST and GET /customer/:id/re-attribution. */
export function reattributeCustomerRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { path: '/customer/:id/re-attribution', tag: 'Customers', params: idParams } as const
  defineRoute(app, context, {
    ...common,
    method: 'POST',
    operationId: 'reattributeCustomer',
    summary: 'Give a customer to another affiliate',
    description:
      'From a date on, or with its history: its transactions of that time move, with all that they earned. What was paid already is taken back in the open period. Seen in the ledgers of both affiliates.',
    permission: 'customers:write',
    body,
    success: { status: 201, description: 'The decision.', schema: answer },
    refusals: ['affiliate_unknown', 'tracker_unknown', 'state_conflict', 'too_many'],
    handle: async ({ tx, programId, params, body: { mode, from, ...input }, actor, afterCommit }) => {
      const made = await reattributeCustomer(tx, context.clock, { programId, actor }, params.id, { ...input, from: mode === 'with_history' ? null : (from ?? null) })
      afterCommit(() => context.signals.transactionsArrived(programId))
      return present(made)
    },
  })
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    operationId: 'listReattributions',
    summary: 'List to whom a customer was given',
    description: 'Newest first. The newest decision that reaches an event says whose it is; the attribution stays as it was made.',
    permission: 'customers:read',
    success: { status: 200, description: 'All of them.', schema: z.strictObject({ items: z.array(answer) }) },
    handle: async ({ tx, programId, params }) => {
      await requireOwn(tx, programId, 'customer', params.id, 'not_found', 'id')
      return { items: (await listReattributions(tx, programId, params.id)).map(present) }
    },
  })
}

function present({ recordedAt, effectiveFrom, moved, ...decision }: Reattribution): object {
  return { ...decision, createdTs: recordedAt, mode: effectiveFrom === null ? 'with_history' : 'from_date', from: effectiveFrom, movedTransactions: moved }
}
