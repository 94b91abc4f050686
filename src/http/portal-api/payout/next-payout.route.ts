import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { LEFT_OUT_REASONS } from '../../../domain/payouts/judge-payee.ts'
import { readNextPayout } from '../../../domain/portal/read-next-payout.ts'
import { answeredInstant } from '../../plumbing/fields.ts'
import { money } from '../amounts.ts'
import { definePortalRoute } from '../portal-route.ts'

const nextPayoutAnswer = z
  .strictObject({
    at: answeredInstant.nullable().meta({ description: 'Null: somebody has to do something before.' }),
    amount: z.number(),
    currency: z.string(),
    reason: z.enum(LEFT_OUT_REASONS).nullable().meta({ description: 'Why nothing would be paid as things are (docs/payouts.md); null: it would.' }),
    missing: z.strictObject({ amount: z.number(), currency: z.string() }).nullable().meta({ description: 'Of the minimum.' }),
    heldUntil: answeredInstant.nullable(),
  })
  .meta({ id: 'NextPayout' })

export function nextPayoutRoute(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/payout/next',
    operationId: 'readNextPayout',
    tag: 'Statements and payouts',
    summary: 'When you are paid next, and how much as things are now',
    permission: 'payouts:read',
    success: { status: 200, description: 'What a run would decide now.', schema: nextPayoutAnswer },
    handle: async ({ tx, programId, affiliateId }) => {
      const { at, amountMinor, currency, reason, missing, heldUntil } = await readNextPayout(tx, context.clock, { programId, affiliateId })
      return { at, amount: money(amountMinor, currency), currency, reason, missing: missing === null ? null : { amount: money(missing.minor, missing.currency), currency: missing.currency }, heldUntil }
    },
  })
}
