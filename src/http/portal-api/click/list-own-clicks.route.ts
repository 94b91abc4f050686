import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { isUuid } from '../../../domain/ids.ts'
import { type ClickPosition, type ListedClick, listClicks } from '../../../domain/tracking/list-clicks.ts'
import { badCursor, cutPageBy, readCursorText } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, idField, instant, listOf, listQuery } from '../../plumbing/fields.ts'
import { definePortalRoute } from '../portal-route.ts'

const clickAnswer = z
  .strictObject({
    occurredAt: answeredInstant,
    trackingLinkId: answeredId,
    trackerId: answeredId,
    brandId: answeredId,
    country: z.string().nullable(),
    isValid: z.boolean().meta({ description: 'Whether it may win a registration.' }),
    flags: z.array(z.string()).meta({ description: 'What was noted about it (docs/tracking.md).', examples: [['unique_24h']] }),
    clickId: z.string().nullable().meta({ description: 'Your own id of the click, from the link.' }),
    subIds: z.record(z.string(), z.string()).meta({ examples: [{ s1: 'newsletter' }] }),
    referrer: z.string().nullable().meta({ description: 'The page that the visitor came from, without its parameters.' }),
  })
  .meta({ id: 'OwnClick' })

const query = z.strictObject({ ...listQuery, trackerId: idField.optional(), trackingLinkId: idField.optional(), brandId: idField.optional(), from: instant.optional(), to: instant.optional() })

export function listOwnClicksRoute(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/click',
    operationId: 'listOwnClicks',
    tag: 'Links',
    summary: 'List the clicks of your links',
    description: 'Newest first, valid and invalid ones. The visitor is not in it, nor the key that the brand has of the click.',
    permission: 'reports:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(clickAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, ...filter } }) => {
      const clicks = await listClicks(tx, { ...filter, programId, affiliateId, after: readPosition(cursor), limit: limit + 1 })
      const page = cutPageBy(clicks, limit, (click) => `${click.occurredAt.getTime()}.${click.clickKey}`)
      return { items: page.items.map(presentClick), nextCursor: page.nextCursor }
    },
  })
}

function presentClick({ occurredAt, trackingLinkId, trackerId, brandId, country, isValid, flags, customParameter, subIds, referringUrl }: ListedClick): object {
  return { occurredAt, trackingLinkId, trackerId, brandId, country, isValid, flags, clickId: customParameter, subIds: subIds ?? {}, referrer: withoutParameters(referringUrl) }
}

function withoutParameters(url: string | null): string | null {
  const parsed = url === null ? null : URL.parse(url)
  return parsed === null ? null : parsed.origin + parsed.pathname
}

function readPosition(cursor: string | undefined): ClickPosition | null {
  if (cursor === undefined) return null
  const [time = '', clickKey = ''] = readCursorText(cursor).split('.')
  if (!/^\d{1,14}$/.test(time) || !isUuid(clickKey)) throw badCursor()
  return { occurredAt: new Date(Number(time)), clickKey }
}
