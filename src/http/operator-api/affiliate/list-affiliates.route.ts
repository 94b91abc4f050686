import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Tx } from '../../../db/database.ts'
import { isUuid, type Uuid } from '../../../domain/ids.ts'
import { AFFILIATE_SORTS, type AffiliatePosition, type AffiliateSort, listAffiliates, type ListedAffiliate } from '../../../domain/affiliates/list-affiliates.ts'
import { CLICK_DAYS, readAffiliateFigures } from '../../../domain/affiliates/read-affiliate-figures.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { badCursor, cutPageBy, readCursorText } from '../../plumbing/cursor.ts'
import { country, externalId, idField, instant, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { listedAffiliateAnswer, presentAffiliate, presentFigures } from './present-affiliate.ts'

const LONGEST_SEARCH = 200

const query = z.strictObject({
  ...listQuery,
  externalId: externalId.optional(),
  groupId: idField.optional(),
  parentAffiliateId: idField.optional(),
  country: country.optional(),
  status: z.enum(['pending', 'active', 'inactive', 'suspended', 'archived']).optional(),
  from: instant.optional().meta({ description: 'Added then or later.' }),
  to: instant.optional().meta({ description: 'Added before.' }),
  search: z.string().max(LONGEST_SEARCH).optional().meta({ description: 'A part of name, e-mail or referral code, without regard to case and accents.' }),
  sort: z.enum(AFFILIATE_SORTS).default('-created').meta({ description: 'By when they were added, by name, or by what could be paid now; with a minus the other way round.' }),
  figures: z.enum(['true', 'false']).default('false').meta({ description: `Whether each comes with its figures: valid clicks of the last ${CLICK_DAYS} days, customers, commission, payable balance.` }),
})

export function listAffiliatesRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate',
    operationId: 'listAffiliates',
    tag: 'Affiliates',
    summary: 'List affiliates',
    description: 'Newest first unless sorted otherwise, without the program\'s own organic affiliate; archived ones only when asked for.',
    permission: 'affiliates:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(listedAffiliateAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, figures, ...filter } }) => {
      const page = cutPageBy(await listAffiliates(tx, { ...filter, programId, after: readPosition(cursor, filter.sort), limit: limit + 1 }), limit, writePosition)
      const figuresOf = figures === 'true' ? await figuresOfPage(context, tx, programId, page.items) : () => ({})
      return { items: page.items.map(({ affiliate }) => ({ ...presentAffiliate(affiliate), ...figuresOf(affiliate.id) })), nextCursor: page.nextCursor }
    },
  })
}

async function figuresOfPage(context: AppContext, tx: Tx, programId: Uuid, items: readonly ListedAffiliate[]): Promise<(id: Uuid) => object> {
  const program = await ownProgram(tx, programId)
  const affiliateIds = items.map(({ affiliate }) => affiliate.id)
  const figuresOf = await readAffiliateFigures(tx, { programId, affiliateIds, currency: program.currency, now: programNow(program, context.clock) })
  return (id) => ({ figures: presentFigures(figuresOf(id), program.currency) })
}

/** The id, and behind it what the list is sorted by. */
function writePosition({ position }: ListedAffiliate): string {
  return position.id + position.key
}

const ID_LENGTH = 36
/** What stands behind the id, by what the list is sorted by. */
const KEYS: Readonly<Record<AffiliateSort, RegExp>> = {
  created: /^$/, '-created': /^$/, name: /^[^\0]*$/, '-name': /^[^\0]*$/, balance: /^-?\d{1,40}$/, '-balance': /^-?\d{1,40}$/,
}

/** Throws `invalid_request`, also for the cursor of a list that is sorted otherwise. */
function readPosition(cursor: string | undefined, sort: AffiliateSort): AffiliatePosition | null {
  if (cursor === undefined) return null
  const text = readCursorText(cursor)
  const position = { id: text.slice(0, ID_LENGTH), key: text.slice(ID_LENGTH) }
  if (!isUuid(position.id) || !KEYS[sort].test(position.key)) throw badCursor()
  return position
}
