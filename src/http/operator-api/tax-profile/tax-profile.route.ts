import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { addTaxProfile } from '../../../domain/invoices/add-tax-profile.ts'
import { listTaxProfiles, readTaxProfile, type TaxProfile } from '../../../domain/invoices/tax-profile.ts'
import { ratePpmToText } from '../../../domain/money/rates.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newTaxProfileBody, taxProfileAnswer } from './tax-profile-fields.ts'

const query = z.strictObject({
  ...listQuery,
  affiliateId: idField.optional(),
  current: z.enum(['true', 'false']).default('false').meta({ description: 'true: only the version that holds now of each affiliate.' }),
})

export function taxProfileRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/tax-profile',
    operationId: 'addTaxProfile',
    tag: 'Invoices',
    summary: "Set an affiliate's tax profile",
    description: 'A new version, which holds from now on. The tax of a period is that of the profile when the period was cut.',
    permission: 'payouts:write',
    body: newTaxProfileBody,
    success: { status: 201, description: 'The version.', schema: taxProfileAnswer },
    refusals: ['affiliate_unknown', 'legal_entity_unknown', 'legal_entity_required'],
    handle: async ({ tx, body, programId, actor }) => presentTaxProfile(await addTaxProfile(tx, context.clock, { programId, actor }, body)),
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/tax-profile',
    operationId: 'listTaxProfiles',
    tag: 'Invoices',
    summary: 'List tax profiles, with their history',
    description: 'Newest first: of one affiliate the first is the one that holds.',
    permission: 'payouts:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(taxProfileAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, current, affiliateId } }) => {
      const page = cutPage(await listTaxProfiles(tx, { programId, affiliateId, isCurrent: current === 'true', afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentTaxProfile), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/tax-profile/:id',
    operationId: 'getTaxProfile',
    tag: 'Invoices',
    summary: 'Read a version of a tax profile',
    permission: 'payouts:read',
    params: idParams,
    success: { status: 200, description: 'The version.', schema: taxProfileAnswer },
    handle: async ({ tx, programId, params }) => presentTaxProfile(await readTaxProfile(tx, programId, params.id)),
  })
}

function presentTaxProfile({ vatRatePpm, withholdingRatePpm, recordedAt, ...profile }: TaxProfile): object {
  return { ...profile, createdTs: recordedAt, vatRate: ratePpmToText(vatRatePpm), withholdingRate: ratePpmToText(withholdingRatePpm) }
}
