import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { updateCustomer } from '../../../domain/customers/update-customer.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { customerChange } from './customer-fields.ts'
import { customerAnswer, presentCustomer } from './present-customer.ts'
import { wakeAfterCommit } from './wake-after-commit.ts'

/** The reference has both methods; here they do the same, so that an old client's PUT does not wipe what it does not know. */
export function updateCustomerRoute(app: FastifyInstance, context: AppContext): void {
  const methods = { PUT: 'replaceCustomer', PATCH: 'updateCustomer' } as const
  for (const method of ['PUT', 'PATCH'] as const) {
    defineRoute(app, context, {
      method,
      path: '/customer/:id',
      operationId: methods[method],
      tag: 'Customers',
      summary: 'Change a customer',
      description:
        'Changes only what is sent: null and absent fields stay as they are, empty text clears. Other fields are ignored and named in X-Ignored-Fields. Never re-attributes.',
      permission: 'customers:write',
      params: idParams,
      body: customerChange,
      fields: customerChange,
      success: { status: 200, description: 'The customer as it is now.', schema: customerAnswer },
      handle: async ({ tx, programId, params, body, actor, afterCommit }) => {
        const now = programNow(await ownProgram(tx, programId), context.clock)
        const { country_code: countryCode, ...change } = body
        const customer = await updateCustomer(tx, { programId, actor, now }, params.id, { ...change, countryCode })
        if (change.isVerified) afterCommit(() => wakeAfterCommit(context, programId, [customer]))
        return presentCustomer(customer, null)
      },
    })
  }
}
