import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listOwnCustomers, type OwnCustomer, readOwnCustomer } from '../../../domain/portal/list-own-customers.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { money } from '../amounts.ts'
import { definePortalRoute } from '../portal-route.ts'

const day = z.string().meta({ examples: ['2026-11-21'] })

const customerAnswer = z
  .strictObject({
    id: answeredId,
    name: z.string().meta({ description: 'Of our own making: who the customer is, is not told.', examples: ['c…1a4f2'] }),
    brandId: answeredId,
    trackerId: answeredId,
    country: z.string().nullable(),
    registeredOn: day.meta({ description: "In the program's time zone." }),
    carrier: z.string().meta({ description: 'What made it yours.', examples: ['click_key'] }),
    state: z.enum(['active', 'unconfirmed', 'moved']).meta({ description: "unconfirmed: its brand has not confirmed it. moved: it is another affiliate's now." }),
    firstDepositOn: day.nullable(),
    qualifiedOn: day.nullable(),
    commission: z.number().meta({ description: 'What you have earned by it.' }),
    currency: z.string(),
  })
  .meta({ id: 'OwnCustomer' })

export function ownCustomerRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Customers', permission: 'customers:read' } as const
  definePortalRoute(app, context, {
    ...common,
    path: '/customer',
    operationId: 'listOwnCustomers',
    summary: 'List the customers that you brought',
    description: 'Newest first.',
    query: z.strictObject({ ...listQuery, trackerId: idField.optional() }),
    success: { status: 200, description: 'One page.', schema: listOf(customerAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, trackerId } }) => {
      const { currency, time_zone: timeZone } = await ownProgram(tx, programId)
      const page = cutPage(await listOwnCustomers(tx, { programId, affiliateId }, timeZone, { trackerId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((customer) => presentCustomer(customer, currency)), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/customer/:id',
    operationId: 'readOwnCustomer',
    summary: 'Read a customer that you brought',
    params: idParams,
    success: { status: 200, description: 'The customer.', schema: customerAnswer },
    handle: async ({ tx, programId, affiliateId, params }) => {
      const { currency, time_zone: timeZone } = await ownProgram(tx, programId)
      return presentCustomer(await readOwnCustomer(tx, { programId, affiliateId }, timeZone, params.id), currency)
    },
  })
}

function presentCustomer({ commissionMinor, ...customer }: OwnCustomer, currency: string): object {
  const { id, name, brandId, trackerId, country, registeredOn, carrier, state, firstDepositOn, qualifiedOn } = customer
  return { id, name, brandId, trackerId, country, registeredOn, carrier, state, firstDepositOn, qualifiedOn, commission: money(commissionMinor, currency), currency }
}
