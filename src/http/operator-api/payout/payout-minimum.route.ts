import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { PAYOUT_METHOD_KINDS } from '../../../domain/payout-methods/payout-details.ts'
import { changePayoutMinimum, listPayoutMinimums, type PayoutMinimum } from '../../../domain/payouts/payout-minimum.ts'
import { answeredInstant, currency, listOf, money } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const minimumAnswer = z
  .strictObject({ currency: z.string(), methodKind: z.string(), minimum: z.number(), updatedTs: answeredInstant })
  .meta({ id: 'PayoutMinimum' })

const minimumBody = z
  .strictObject({
    currency: currency.meta({ description: 'What is sent.' }),
    methodKind: z.enum(['any', ...PAYOUT_METHOD_KINDS]).meta({ description: 'any: every kind that has none of its own.' }),
    minimum: money.min(0).nullable().meta({ description: "The least that is sent; null: the program's `payoutMinimum` holds again.", examples: [100] }),
  })
  .meta({ id: 'PayoutMinimumChange', examples: [{ currency: 'USD', methodKind: 'bank', minimum: 100 }] })

function presentMinimums(minimums: readonly PayoutMinimum[]): object {
  const items = minimums.map(({ minimumMinor, updatedAt, ...rest }) => ({ ...rest, minimum: exactNumber(minorToText(minimumMinor, rest.currency)), updatedTs: updatedAt }))
  return { items, nextCursor: null }
}

/** The least that is sent by kinds of methods and currencies. */
export function payoutMinimumRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { path: '/payout-minimum', tag: 'Payouts', success: { status: 200, description: 'All of them.', schema: listOf(minimumAnswer) } } as const
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    operationId: 'listPayoutMinimums',
    summary: 'List the minimums of kinds of methods and currencies',
    permission: 'payouts:read',
    handle: async ({ tx, programId }) => presentMinimums(await listPayoutMinimums(tx, programId)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'PUT',
    operationId: 'changePayoutMinimum',
    summary: 'Set a minimum, or take it away',
    description: 'For the runs that are prepared from then on. What is below it is not lost: it is paid once there is enough.',
    permission: 'payouts:write',
    body: minimumBody,
    handle: async ({ tx, programId, body, actor, now }) => presentMinimums(await changePayoutMinimum(tx, { programId, actor, now }, body)),
  })
}
