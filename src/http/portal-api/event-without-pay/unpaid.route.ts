import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { countUnpaid, listUnpaid, UNPAID_KINDS } from '../../../domain/portal/list-unpaid.ts'
import { tellUnpaidReason } from '../../../domain/portal/tell-unpaid-reason.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, listOf, listQuery } from '../../plumbing/fields.ts'
import { definePortalRoute } from '../portal-route.ts'

const kind = z.enum(UNPAID_KINDS).meta({ description: 'line: a commission line of zero. event: an event that became no conversion. touch: a click or code that another one went before.' })
const words = z.strictObject({ en: z.string(), 'pt-BR': z.string(), es: z.string() })

const unpaidAnswer = z
  .strictObject({
    id: answeredId,
    kind,
    reason: z.string().meta({ examples: ['not_qualified_yet'] }),
    words,
    occurredAt: answeredInstant,
    commissionId: answeredId.nullable().meta({ description: '`GET /commission/{id}/explanation` has the whole tree.' }),
    component: z.string().nullable(),
    customerId: answeredId.nullable(),
    customer: z.string().nullable(),
  })
  .meta({ id: 'Unpaid' })

const countAnswer = z.strictObject({ kind, reason: z.string(), words, count: z.int() }).meta({ id: 'UnpaidCount' })

export function unpaidRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Commissions', permission: 'ledger:read' } as const
  definePortalRoute(app, context, {
    ...common,
    path: '/event-without-pay',
    operationId: 'listEventsWithoutPay',
    summary: 'What paid nothing, and why',
    description: 'Of one kind, newest first.',
    query: z.strictObject({ ...listQuery, kind: kind.default('line'), reason: z.string().max(100).optional() }),
    success: { status: 200, description: 'One page.', schema: listOf(unpaidAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listUnpaid(tx, { programId, affiliateId }, { ...filter, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((item) => ({ ...item, words: tellUnpaidReason(item.kind, item.reason) })), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/event-without-pay/count',
    operationId: 'countEventsWithoutPay',
    summary: 'How many paid nothing, by reason',
    success: { status: 200, description: 'Every reason, the most frequent of a kind first.', schema: z.strictObject({ items: z.array(countAnswer) }) },
    handle: async ({ tx, programId, affiliateId }) => ({ items: (await countUnpaid(tx, { programId, affiliateId })).map((item) => ({ ...item, words: tellUnpaidReason(item.kind, item.reason) })) }),
  })
}
