import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { isUuid } from '../../../domain/ids.ts'
import { type ClickPosition, listClicks } from '../../../domain/tracking/list-clicks.ts'
import { badCursor, cutPageBy, readCursorText } from '../../plumbing/cursor.ts'
import { idField, instant, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { clickAnswer, presentClick } from './present-click.ts'

const query = z.strictObject({
  ...listQuery,
  affiliateId: idField.optional(),
  trackerId: idField.optional(),
  brandId: idField.optional(),
  from: instant.optional().meta({ description: 'Clicked at this instant or later.' }),
  to: instant.optional().meta({ description: 'Clicked before this instant.' }),
})

export function listClicksRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/click',
    operationId: 'listClicks',
    tag: 'Tracking links',
    summary: 'List clicks',
    description: 'Newest first, valid and invalid ones. A click shows up here some tenths of a second after its redirect.',
    permission: 'reports:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(clickAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const clicks = await listClicks(tx, { ...filter, programId, after: readPosition(cursor), limit: limit + 1 })
      const page = cutPageBy(clicks, limit, (click) => `${click.occurredAt.getTime()}.${click.clickKey}`)
      return { items: page.items.map(presentClick), nextCursor: page.nextCursor }
    },
  })
}

function readPosition(cursor: string | undefined): ClickPosition | null {
  if (cursor === undefined) return null
  const [time = '', clickKey = ''] = readCursorText(cursor).split('.')
  if (!/^\d{1,14}$/.test(time) || !isUuid(clickKey)) throw badCursor()
  return { occurredAt: new Date(Number(time)), clickKey }
}
