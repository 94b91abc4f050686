import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { countUnknown, freezePayouts, liftPayoutFreeze } from '../../../domain/payouts/payout-freeze.ts'
import { type PayoutSettings, readPayoutSettings } from '../../../domain/payouts/payout-settings.ts'
import { answeredInstant } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { reasonBody } from './payout-fields.ts'

const freezeAnswer = z
  .strictObject({
    frozen: z.boolean(),
    frozenAt: answeredInstant.nullable(),
    frozenBy: z.string().nullable(),
    reason: z.string().nullable(),
    unknownPayouts: z.int().meta({ description: 'Payouts that were sent and of which nobody knows whether they were paid.' }),
  })
  .meta({ id: 'PayoutFreeze' })

function presentFreeze({ frozenAt, frozenBy, frozenReason }: PayoutSettings, unknownPayouts: number): object {
  return { frozen: frozenAt !== null, frozenAt, frozenBy, reason: frozenReason, unknownPayouts }
}

/** Stopping all money from going out. */
export function payoutFreezeRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { tag: 'Payouts' } as const
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/payout-freeze',
    operationId: 'getPayoutFreeze',
    summary: 'Whether payouts are frozen',
    permission: 'payouts:read',
    success: { status: 200, description: 'As it is now.', schema: freezeAnswer },
    handle: async ({ tx, programId }) => presentFreeze(await readPayoutSettings(tx, programId), await countUnknown(tx, programId)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/payout-freeze',
    operationId: 'freezePayouts',
    summary: 'Freeze all payouts',
    description: 'At once. Nothing is prepared, approved, sent or settled until it is lifted; a program that is restored from a backup is frozen from the start.',
    permission: 'payouts:write',
    body: reasonBody,
    success: { status: 201, description: 'Frozen.', schema: freezeAnswer },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, body, actor }) => presentFreeze(await freezePayouts(tx, context.clock, { programId, actor }, body.reason), await countUnknown(tx, programId)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/payout-freeze/lift',
    operationId: 'liftPayoutFreeze',
    summary: 'Let payouts go out again',
    description: 'By somebody else than who froze them, and once nothing is unknown any more: settle or fail what was sent, from what the bank or the payer says.',
    permission: 'payouts:write',
    body: reasonBody,
    success: { status: 201, description: 'Not frozen any more.', schema: freezeAnswer },
    refusals: ['state_conflict', 'second_person_required'],
    handle: async ({ tx, programId, body, actor }) => presentFreeze(await liftPayoutFreeze(tx, context.clock, { programId, actor }, body.reason), 0),
  })
}
