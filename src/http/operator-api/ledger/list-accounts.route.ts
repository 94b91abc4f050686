import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listAccounts } from '../../../domain/ledger/list-accounts.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { AS_KNOWN, asKnownQuery } from './as-known.ts'
import { accountAnswer, presentAccount } from './present-ledger.ts'

const query = z.strictObject({
  ...listQuery,
  affiliateId: idField.optional(),
  brandId: idField.optional(),
  kind: z.string().max(50).optional(),
  ...asKnownQuery,
})

export function listAccountsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/ledger/account',
    operationId: 'listLedgerAccounts',
    tag: 'Ledger',
    summary: 'List accounts with their balances',
    description: `Newest first. An affiliate has a pending and a payable account per currency, a brand an expense account. ${AS_KNOWN}`,
    permission: 'ledger:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(accountAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, affiliateId, brandId, ...rest } }) => {
      const filter = { ...rest, programId, ownerId: affiliateId ?? brandId, afterId: readCursor(cursor), limit: limit + 1 }
      const page = cutPage(await listAccounts(tx, filter), limit)
      return { items: page.items.map(presentAccount), nextCursor: page.nextCursor }
    },
  })
}
