import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listOwnConversions, type OwnConversion, readOwnConversion } from '../../../domain/portal/list-own-conversions.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, idField, idParams, instant, listOf, listQuery } from '../../plumbing/fields.ts'
import { decimal, money } from '../amounts.ts'
import { definePortalRoute } from '../portal-route.ts'

const type = z.string().min(1).max(100).meta({ examples: ['sale'] })
const status = z.enum(['pending', 'approved', 'rejected'])

const conversionAnswer = z
  .strictObject({
    id: answeredId,
    name: z.string().meta({ description: 'Of our own making.', examples: ['t…1a4f2'] }),
    type: z.string().meta({ examples: ['sale'] }),
    brandId: answeredId,
    trackerId: answeredId,
    customerId: answeredId.nullable(),
    customer: z.string().nullable(),
    occurredAt: answeredInstant,
    recordedAt: answeredInstant,
    country: z.string().nullable(),
    status,
    reason: z.string().nullable().meta({ description: 'Why it was rejected.' }),
    isVerified: z.boolean().meta({ description: 'False: a page reported it, and the operator has not confirmed it yet.' }),
    sale: z.number(),
    deposit: z.number(),
    netRevenue: z.number(),
    commission: z.number().meta({ description: 'What its lines come to.' }),
    currency: z.string(),
  })
  .meta({ id: 'OwnConversion' })

const query = z.strictObject({ ...listQuery, type: type.optional(), status: status.optional(), customerId: idField.optional(), from: instant.optional(), to: instant.optional() })

export function ownConversionRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Customers', permission: 'transactions:read' } as const
  definePortalRoute(app, context, {
    ...common,
    path: '/conversion',
    operationId: 'listOwnConversions',
    summary: 'List what your customers did',
    description: 'Sales, deposits, revenue and refunds of customers that are yours, newest first.',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(conversionAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, ...filter } }) => {
      const { currency } = await ownProgram(tx, programId)
      const page = cutPage(await listOwnConversions(tx, { programId, affiliateId }, { ...filter, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((conversion) => presentConversion(conversion, currency)), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/conversion/:id',
    operationId: 'readOwnConversion',
    summary: 'Read one of them',
    params: idParams,
    success: { status: 200, description: 'The conversion.', schema: conversionAnswer },
    handle: async ({ tx, programId, affiliateId, params }) =>
      presentConversion(await readOwnConversion(tx, { programId, affiliateId }, params.id), (await ownProgram(tx, programId)).currency),
  })
}

function presentConversion({ saleMicros, depositMicros, netMicros, commissionMinor, ...conversion }: OwnConversion, currency: string): object {
  return { ...conversion, sale: decimal(saleMicros), deposit: decimal(depositMicros), netRevenue: decimal(netMicros), commission: money(commissionMinor, currency), currency }
}
