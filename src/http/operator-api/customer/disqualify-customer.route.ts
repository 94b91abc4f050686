import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { disqualifyCustomer } from '../../../domain/customers/disqualify-customer.ts'
import { type Disqualification, listDisqualifications } from '../../../domain/customers/disqualification.ts'
import { requireOwn } from '../../../domain/programs/require-own.ts'
import { answeredId, answeredInstant, idParams, instant, text } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const LONGEST_REASON = 2_000

const body = z
  .strictObject({
    reason: text(LONGEST_REASON).meta({ description: 'Why; shown to the affiliate.' }),
    from: instant.nullish().meta({ description: 'Events at this instant or later reach no level; without it none does.' }),
  })
  .meta({ id: 'NewDisqualification', examples: [{ reason: 'The card was stolen' }] })

const answer = z
  .strictObject({
    id: answeredId, createdTs: answeredInstant, customerId: answeredId, kind: z.enum(['disqualified', 'restored']), from: answeredInstant.nullable(), reason: z.string().nullable(),
    createdBy: z.string(),
  })
  .meta({ id: 'Disqualification' })

/** POST, DELETE and GET /customer/:id/disqualification. */
export function disqualifyCustomerRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { path: '/customer/:id/disqualification', tag: 'Customers', params: idParams } as const
  const isReckoned = (programId: string) => () => context.signals.transactionsArrived(programId)
  defineRoute(app, context, {
    ...common,
    method: 'POST',
    operationId: 'disqualifyCustomer',
    summary: 'Keep a customer from qualifying',
    description: 'Its CPA is taken back by lines of now, and it does not qualify again until this is taken away.',
    permission: 'customers:write',
    body,
    success: { status: 201, description: 'The decision.', schema: answer },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, params, body: { reason, from }, actor, afterCommit }) => {
      const made = await disqualifyCustomer(tx, context.clock, { programId, actor }, params.id, { kind: 'disqualified', from: from ?? null, reason })
      afterCommit(isReckoned(programId))
      return present(made)
    },
  })
  defineRoute(app, context, {
    ...common,
    method: 'DELETE',
    operationId: 'restoreQualification',
    summary: 'Let a customer qualify again',
    description: 'What its transactions have reached is paid again.',
    permission: 'customers:write',
    success: { status: 204, description: 'It can qualify again.' },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, params, actor, afterCommit }) => {
      await disqualifyCustomer(tx, context.clock, { programId, actor }, params.id, { kind: 'restored', from: null, reason: null })
      afterCommit(isReckoned(programId))
    },
  })
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    operationId: 'listDisqualifications',
    summary: 'List the decisions about the qualification of a customer',
    description: 'Newest first; the newest holds.',
    permission: 'customers:read',
    success: { status: 200, description: 'All of them.', schema: z.strictObject({ items: z.array(answer) }) },
    handle: async ({ tx, programId, params }) => {
      await requireOwn(tx, programId, 'customer', params.id, 'not_found', 'id')
      return { items: (await listDisqualifications(tx, programId, params.id)).map(present) }
    },
  })
}

function present({ recordedAt, effectiveFrom, ...decision }: Disqualification): object {
  return { ...decision, createdTs: recordedAt, from: effectiveFrom }
}
