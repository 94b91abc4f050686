import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { awaitClick } from '../../../domain/customers/await-click.ts'
import type { Customer } from '../../../domain/customers/customer.ts'
import { createdCustomers, registerCustomers } from '../../../domain/customers/register-customers.ts'
import type { Registration, RegistrationResult } from '../../../domain/customers/registration.ts'
import { RegistrationQueue, settled } from '../../../domain/customers/registration-queue.ts'
import { DomainError } from '../../../domain/errors.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { customerBody, customerInput } from './customer-fields.ts'
import { customerAnswer, presentCustomer } from './present-customer.ts'
import { wakeAfterCommit } from './wake-after-commit.ts'

type CustomerBody = z.output<typeof customerBody>

export function createCustomerRoute(app: FastifyInstance, context: AppContext): void {
  const queue = new RegistrationQueue(context, (programId, created) => wakeAfterCommit(context, programId, created))
  defineRoute(app, context, {
    method: 'POST',
    path: '/customer',
    operationId: 'createCustomer',
    tag: 'Customers',
    summary: 'Register a customer',
    description:
      'Binds the customer to the affiliate of its click for good. Sent again with the same brand and externalId it answers the existing customer; username, country and the exclusions are updated if sent, another click is recorded as a lost touch and changes nothing.',
    permission: 'customers:write',
    body: customerBody,
    fields: customerInput,
    success: { status: 200, description: 'The customer, new or existing.', schema: customerAnswer },
    refusals: ['brand_unknown', 'click_required'],
    prepare: ({ programId, body }) => awaitClick(context.db, context.clickKeys, programId, readRegistration(body, '').clickKey),
    handle: async ({ tx, programId, body, actor, afterCommit }) => {
      const request = { registration: readRegistration(body, actor), waitsForClick: false, whenExisting: 'update' } as const
      const results = await registerCustomers(tx, context, programId, [request])
      afterCommit(() => wakeAfterCommit(context, programId, createdCustomers(results)))
      const [result] = results.map(settled)
      return presentCustomer(customerOf(result), null)
    },
    handleShared: async ({ programId, body, actor }) => {
      return presentCustomer(customerOf(await queue.register(programId, readRegistration(body, actor))), null)
    },
  })
}

function readRegistration(body: CustomerBody, createdBy: string): Registration {
  return {
    brandId: body.brandId,
    externalBrandId: body.externalBrandId,
    externalId: body.externalId,
    registeredAt: body.registrationDate,
    clickKey: body.clickId ?? body.clickKey,
    couponCode: body.couponCode,
    referralCode: body.referralCode,
    manual: null,
    username: body.username,
    country: body.country,
    countryCode: body.country_code,
    registerIp: body.registerIp,
    referringUrl: body.referringUrl,
    customParameter: body.customParameter,
    category: body.category,
    label: body.label,
    revShareExcluded: body.revShareExcluded,
    cpaExcluded: body.cpaExcluded,
    importId: null,
    createdBy,
  }
}

function customerOf(result: RegistrationResult | undefined): Customer {
  if (result === undefined) throw new DomainError('impossible', { message: 'a registration without a result' })
  if (result.outcome === 'failed') throw new DomainError(result.code, { message: result.message })
  return result.customer
}
