import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { type Change, CHANGE_KINDS, listChanges } from '../../../domain/portal/list-changes.ts'
import { listOwnPlans } from '../../../domain/portal/own-plans.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, listOf, listQuery } from '../../plumbing/fields.ts'
import { money } from '../amounts.ts'
import { definePortalRoute } from '../portal-route.ts'

const kind = z.enum(CHANGE_KINDS)

const changeAnswer = z
  .strictObject({
    id: answeredId,
    kind,
    at: answeredInstant,
    subjectId: answeredId.nullable().meta({ description: 'Of the plan, customer, payout … that it is about.' }),
    subject: z.string().nullable().meta({ description: 'What that is called.', examples: ['2026-11'] }),
    detail: z.string().nullable().meta({ description: 'What happened to it: `settled`, `created`, the number of a version.' }),
    amount: z.number().nullable(),
    currency: z.string(),
    reason: z.string().nullable().meta({ description: 'As somebody said it.' }),
  })
  .meta({ id: 'Change' })

export function listChangesRoute(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/change',
    operationId: 'listChanges',
    tag: 'Overview',
    summary: 'List what has changed for you',
    description: 'Terms, customers that were given or taken, adjustments, what was rejected or taken back, payout methods and payouts, sealed statements: newest first.',
    permission: 'reports:read',
    query: z.strictObject({ ...listQuery, kind: kind.optional() }),
    success: { status: 200, description: 'One page.', schema: listOf(changeAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, kind: wanted } }) => {
      const scope = { programId, affiliateId }
      const { currency } = await ownProgram(tx, programId)
      const planIds = (await listOwnPlans(tx, context.clock, scope)).map(({ id }) => id)
      const page = cutPage(await listChanges(tx, scope, { planIds, kind: wanted, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((change) => presentChange(change, currency)), nextCursor: page.nextCursor }
    },
  })
}

function presentChange({ amountMinor, subject, ...change }: Change, currency: string): object {
  return { ...change, subject: subject === '' ? null : subject, amount: amountMinor === null ? null : money(amountMinor, currency), currency }
}
