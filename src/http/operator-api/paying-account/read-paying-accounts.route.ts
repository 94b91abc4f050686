import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listPayingAccounts, readPayingAccount } from '../../../domain/payouts/paying-accounts/paying-account.ts'
import { PAYING_ACCOUNT_KINDS } from '../../../domain/payouts/paying-accounts/paying-details.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { payingAccountAnswer, presentPayingAccount } from './present-paying-account.ts'

const query = z.strictObject({
  ...listQuery,
  kind: z.enum(PAYING_ACCOUNT_KINDS).optional(),
  status: z.enum(['active', 'archived']).optional().meta({ description: 'Default: active.' }),
})

export function readPayingAccountsRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/paying-account',
    operationId: 'listPayingAccounts',
    tag: 'Payouts',
    summary: 'List accounts to pay from',
    description: 'Newest first.',
    permission: 'payouts:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(payingAccountAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listPayingAccounts(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentPayingAccount), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/paying-account/:id',
    operationId: 'getPayingAccount',
    tag: 'Payouts',
    summary: 'Read an account to pay from',
    permission: 'payouts:read',
    params: idParams,
    success: { status: 200, description: 'The account.', schema: payingAccountAnswer },
    handle: async ({ tx, programId, params }) => presentPayingAccount(await readPayingAccount(tx, programId, params.id)),
  })
}
