import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { type AffiliateBalance, readAffiliateBalance } from '../../../domain/ledger/read-affiliate-balance.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredId, answeredInstant, idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { AS_KNOWN, asKnownQuery } from './as-known.ts'

const balance = z.strictObject({
  currency: z.string().meta({ examples: ['EUR'] }),
  pending: z.number().meta({ description: 'Earned, and not payable yet.' }),
  payable: z.number(),
  inTransit: z.number().meta({ description: 'Taken by payouts that are not settled yet.' }),
})

const answer = z
  .strictObject({
    affiliateId: answeredId,
    at: answeredInstant.nullable(),
    knownOn: answeredInstant.nullable(),
    balances: z.array(balance).meta({ description: "One per currency, the program's first." }),
  })
  .meta({ id: 'AffiliateBalance' })

export function readBalanceRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id/balance',
    operationId: 'readAffiliateBalance',
    tag: 'Ledger',
    summary: 'What is owed to an affiliate',
    description: `Now, or on another day. ${AS_KNOWN} What it was on a statement, the statement says.`,
    permission: 'ledger:read',
    params: idParams,
    query: z.strictObject(asKnownQuery),
    success: { status: 200, description: 'The balances.', schema: answer },
    handle: async ({ tx, programId, params: { id }, query: { at, knownOn } }) => {
      const balances = await readAffiliateBalance(tx, programId, id, { at, knownOn })
      return { affiliateId: id, at: at ?? null, knownOn: knownOn ?? null, balances: balances.map(presentBalance) }
    },
  })
}

function presentBalance({ currency, pendingMinor, payableMinor, inTransitMinor }: AffiliateBalance): object {
  const amount = (minor: bigint): unknown => exactNumber(minorToText(minor, currency))
  return { currency, pending: amount(pendingMinor), payable: amount(payableMinor), inTransit: amount(inTransitMinor) }
}
