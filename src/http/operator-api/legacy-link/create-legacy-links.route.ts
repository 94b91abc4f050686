import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { addLegacyLinks, LEGACY_LINKS_PER_CALL, type LegacyLinkResult } from '../../../domain/tracking/add-legacy-links.ts'
import { BULK_BODY_LIMIT, defineRoute } from '../../plumbing/route.ts'
import { newLegacyLinksBody } from './legacy-link-fields.ts'

const FAILURES_NAMED_MAX = 1_000

const failure = z.strictObject({ index: z.int(), code: z.string(), message: z.string() })
const answer = z.strictObject({
  numCreated: z.int(),
  numDuplicates: z.int().meta({ description: 'Addresses that stand for the same link already.' }),
  numFailed: z.int(),
  failures: z.array(failure).meta({ description: `The first ${FAILURES_NAMED_MAX}.` }),
})

export function createLegacyLinksRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/legacy-link/bulk',
    operationId: 'createLegacyLinks',
    tag: 'Tracking links',
    summary: 'Keep many addresses of a former platform alive',
    description: `Up to ${LEGACY_LINKS_PER_CALL} at once. Items are independent: good ones are stored, those with an unknown link or a taken address reported. Sending them again changes nothing.`,
    permission: 'affiliates:write',
    body: newLegacyLinksBody,
    bodyLimit: BULK_BODY_LIMIT,
    success: { status: 200, description: 'What became of the items.', schema: answer },
    refusals: ['too_many'],
    handle: async ({ tx, body: { items }, programId, actor, now }) => summarise(await addLegacyLinks(tx, { programId, actor, now }, items)),
  })
}

function summarise(results: readonly LegacyLinkResult[]): z.output<typeof answer> {
  const counts = { created: 0, existing: 0, failed: 0 }
  const failures: z.output<typeof failure>[] = []
  results.forEach((result, index) => {
    counts[result.outcome] += 1
    if (result.outcome === 'failed') failures.push({ index, code: result.code, message: result.message })
  })
  return { numCreated: counts.created, numDuplicates: counts.existing, numFailed: counts.failed, failures: failures.slice(0, FAILURES_NAMED_MAX) }
}
