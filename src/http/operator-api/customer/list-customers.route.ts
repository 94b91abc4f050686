import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listCustomers } from '../../../domain/customers/list-customers.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { externalId, idField, instant, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { customerAnswer, presentCustomer } from './present-customer.ts'

const query = z.strictObject({
  ...listQuery,
  search: externalId.optional().meta({ description: 'What the externalId or the username begins with, or an id of ours.' }),
  externalId: externalId.optional(),
  brandId: idField.optional(),
  affiliateId: idField.optional(),
  trackerId: idField.optional(),
  from: instant.optional().meta({ description: 'Registered at this instant or later.' }),
  to: instant.optional().meta({ description: 'Registered before this instant.' }),
  isVerified: z.enum(['true', 'false']).transform((value) => value === 'true').optional().meta({ description: 'False: those that a page has registered and nobody has confirmed.' }),
  updatedSince: instant.optional().meta({ description: 'Changed at this instant or later, or with amounts that changed.' }),
})

export function listCustomersRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/customer',
    operationId: 'listCustomers',
    tag: 'Customers',
    summary: 'List customers',
    description: 'Newest first. Filters are combined.',
    permission: 'customers:read',
    query,
    success: { status: 200, description: 'One page of customers.', schema: listOf(customerAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listCustomers(tx, programId, filter, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map((customer) => presentCustomer(customer, null)), nextCursor: page.nextCursor }
    },
  })
}
