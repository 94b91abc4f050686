import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Tx } from '../../../db/database.ts'
import { listTrackingLinks, readTrackingLink, type TrackingLink } from '../../../domain/affiliates/tracking-link.ts'
import { addOwnLink, addressOfLink, changeOwnLink, countLinkClicks } from '../../../domain/portal/own-links.ts'
import { type PortalScope, requireOwner } from '../../../domain/portal/require-owner.ts'
import { listLegacyLinks } from '../../../domain/tracking/legacy-link.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { definePortalRoute } from '../portal-route.ts'
import { addressQuery, linkChangeBody, newLinkBody } from './own-link-fields.ts'
import { detailedLinkAnswer, ownLinkAnswer, presentDetailedLink, presentOwnLink } from './present-own-link.ts'

const FORMER_ADDRESSES_MAX = 100
const MONTH_MS = 30 * 86_400_000

const query = z.strictObject({ ...listQuery, trackerId: idField.optional(), brandId: idField.optional(), status: z.enum(['active', 'inactive']).optional() })

/** Links, and the addresses that are made of them. */
export function trackingLinkRoutes(app: FastifyInstance, context: AppContext): void {
  const { publicUrl } = context.config
  const reading = { method: 'GET', tag: 'Links', permission: 'affiliates:read' } as const
  const writing = { tag: 'Links', permission: 'affiliates:write' } as const
  definePortalRoute(app, context, {
    ...reading,
    path: '/tracking-link',
    operationId: 'listOwnTrackingLinks',
    summary: 'List your links',
    query,
    success: { status: 200, description: 'One page, newest first.', schema: listOf(ownLinkAnswer) },
    handle: async ({ tx, programId, affiliateId, now, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listTrackingLinks(tx, { ...filter, programId, affiliateId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      const clicks = await clicksOf(tx, { programId, affiliateId }, page.items, now)
      return { items: page.items.map((link) => presentOwnLink(link, publicUrl, clicks.get(link.id) ?? 0)), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    ...reading,
    path: '/tracking-link/:id',
    operationId: 'readOwnTrackingLink',
    summary: 'Read a link, and the former addresses that lead to it',
    params: idParams,
    success: { status: 200, description: 'The link.', schema: detailedLinkAnswer },
    handle: async ({ tx, programId, affiliateId, now, params: { id } }) => {
      const link = requireOwner(await readTrackingLink(tx, programId, id), { programId, affiliateId })
      const former = await listLegacyLinks(tx, { programId, trackingLinkId: id, afterId: null, limit: FORMER_ADDRESSES_MAX })
      return presentDetailedLink(link, publicUrl, (await clicksOf(tx, { programId, affiliateId }, [link], now)).get(id) ?? 0, former)
    },
  })
  definePortalRoute(app, context, {
    ...reading,
    path: '/tracking-link/:id/address',
    operationId: 'buildAddress',
    summary: 'Build an address with sub ids and a page of the brand',
    params: idParams,
    query: addressQuery,
    success: { status: 200, description: 'What to publish.', schema: z.strictObject({ address: z.string() }) },
    handle: async ({ tx, programId, affiliateId, params: { id }, query: { clickId, page, ...subIds } }) =>
      ({ address: await addressOfLink(tx, { programId, affiliateId }, publicUrl, id, { subIds, clickId, page }) }),
  })
  definePortalRoute(app, context, {
    ...writing,
    method: 'POST',
    path: '/tracking-link',
    operationId: 'createOwnTrackingLink',
    summary: 'Add a link',
    body: newLinkBody,
    success: { status: 201, description: 'The link; `url` is what you publish.', schema: ownLinkAnswer },
    refusals: ['tracker_unknown', 'brand_unknown'],
    handle: async ({ tx, programId, affiliateId, actor, now, body }) => presentOwnLink(await addOwnLink(tx, { programId, actor, now }, { programId, affiliateId }, body), publicUrl, 0),
  })
  definePortalRoute(app, context, {
    ...writing,
    method: 'PATCH',
    path: '/tracking-link/:id',
    operationId: 'changeOwnTrackingLink',
    summary: 'Change a link',
    params: idParams,
    body: linkChangeBody,
    success: { status: 200, description: 'The link.', schema: ownLinkAnswer },
    refusals: ['product_unknown'],
    handle: async ({ tx, programId, affiliateId, actor, now, params: { id }, body }) => {
      const link = await changeOwnLink(tx, { programId, actor, now }, { programId, affiliateId }, id, body)
      return presentOwnLink(link, publicUrl, (await clicksOf(tx, { programId, affiliateId }, [link], now)).get(id) ?? 0)
    },
  })
}

function clicksOf(tx: Tx, scope: PortalScope, links: readonly TrackingLink[], now: Date): Promise<Map<string, number>> {
  return countLinkClicks(tx, scope, links.map(({ id }) => id), new Date(now.getTime() - MONTH_MS))
}
