import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { RATE_DECIMALS } from '../../../domain/money/rates.ts'
import { addFxRate } from '../../../domain/programs/fx-rate.ts'
import { currency, instant, text } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentFxRate, rateAnswer } from './present-fx-rate.ts'

const rate = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,8})(?:\.\d{1,9})?$/, { error: 'Expected a decimal text with at most 9 decimals.' })
  .refine((value) => /[1-9]/.test(value), { error: 'Expected a rate above 0.' })

const body = z.strictObject({ currency, rate, effectiveFrom: instant, source: text(100) }).meta({
  id: 'NewFxRate',
  examples: [{ currency: 'USD', rate: '1.0834', effectiveFrom: '2026-11-01T00:00:00.000Z', source: 'ECB' }],
})

export function addFxRateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/fx-rate',
    operationId: 'addFxRate',
    tag: 'Program',
    summary: 'Add an exchange rate',
    description: 'Transactions sent in another currency are converted with the rate in force at their time. Rates are never changed.',
    permission: 'settings:write',
    body,
    success: { status: 201, description: 'The new rate.', schema: rateAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, body: input, programId, actor, now }) =>
      presentFxRate(await addFxRate(tx, { programId, actor, now }, { ...input, ratePpb: readRate(input.rate) })),
  })
}

/** Billionths of a decimal text that the schema has checked. */
function readRate(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(RATE_DECIMALS, '0'))
}
