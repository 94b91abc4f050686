import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createPayingAccount } from '../../../domain/payouts/paying-accounts/create-paying-account.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newPayingAccountBody } from './paying-account-fields.ts'
import { issuedPayingAccountAnswer, presentIssuedPayingAccount } from './present-paying-account.ts'

export function createPayingAccountRoute(app: FastifyInstance, context: AppContext): void {
  const { secretBox, outbound } = context
  const isCallable = (url: string) => outbound.isCallable(url)
  defineRoute(app, context, {
    method: 'POST',
    path: '/paying-account',
    operationId: 'createPayingAccount',
    tag: 'Payouts',
    summary: 'Add an account to pay from',
    description: 'The first of its kind is the default. Details are sealed at once and cannot be changed: another account is another object.',
    permission: 'payouts:write',
    body: newPayingAccountBody,
    success: { status: 201, description: 'The account, with the secret of a payer.', schema: issuedPayingAccountAnswer },
    hasSecretAnswer: true,
    refusals: ['too_many'],
    handle: async ({ tx, programId, actor, now, body }) => presentIssuedPayingAccount(await createPayingAccount(tx, { programId, actor, now }, { secretBox, isCallable }, body)),
  })
}
