import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import { addLegacyLinks, type NewLegacyLink } from '../../tracking/add-legacy-links.ts'
import { LEGACY_PARAMETERS, LEGACY_VALUE_CHARACTERS, wrongWithLegacyValue } from '../../tracking/legacy-link.ts'
import type { FieldValues } from '../import-field.ts'
import type { ImportKind, RowOutcome } from './import-kind.ts'
import { ValueReader } from './value-reader.ts'

/** Published addresses of a former platform, each with the tracking link it stands for from now on, by its id or its slug. */
export const legacyLinksKind: ImportKind = {
  name: 'legacy_links',
  module: 'affiliates',
  rowsAtOnce: 2_000,
  fields: [
    { name: 'parameter', kind: 'text', isRequired: true, otherNames: ['param', 'where'] },
    { name: 'value', kind: 'text', isRequired: true, otherNames: ['btag', 'stag', 'path', 'oldvalue', 'oldlink', 'address'] },
    { name: 'slug', kind: 'text', otherNames: ['link', 'newlink', 'trackinglink'] },
    { name: 'trackingLinkId', kind: 'text', otherNames: ['linkid'] },
  ],
  keyOf: ({ parameter, value }) => (typeof value === 'string' ? `${String(parameter)}=${value}` : null),
  check: (values) => void readLink(values),
  take: async (tx, { programId, actor, clock }, rows) => {
    const links = rows.map(readLink)
    const bySlug = await findSlugs(tx, programId, links.flatMap(({ slug }) => (slug === null ? [] : [slug])))
    const resolved = links.map(({ slug, trackingLinkId, ...link }) => ({ ...link, trackingLinkId: trackingLinkId ?? bySlug.get(slug ?? '') }))
    const known = resolved.filter((link): link is NewLegacyLink => link.trackingLinkId !== undefined)
    const results = (await addLegacyLinks(tx, { programId, actor, now: clock.now() }, known)).values()
    return { outcomes: resolved.map((link) => (link.trackingLinkId === undefined ? UNKNOWN_SLUG : outcomeOf(results.next().value))) }
  },
}

const UNKNOWN_SLUG: RowOutcome = { outcome: 'failed', code: 'tracking_link_unknown', message: 'slug: There is no such tracking link.' }

function readLink(values: FieldValues) {
  const reader = new ValueReader(values)
  const parameter = reader.oneOf('parameter', LEGACY_PARAMETERS) ?? 'path'
  const link = { parameter, value: reader.required('value', LEGACY_VALUE_CHARACTERS), slug: reader.text('slug', 100), trackingLinkId: reader.id('trackingLinkId') }
  if ((link.slug === null) === (link.trackingLinkId === null)) reader.refuse('slug', 'link_required', 'slug or trackingLinkId is required, one of the two.')
  reader.finish()
  const wrong = wrongWithLegacyValue(link)
  if (wrong !== null) reader.refuse('value', 'invalid_value', wrong)
  reader.finish()
  return link
}

async function findSlugs(tx: Tx, programId: Uuid, slugs: readonly string[]): Promise<ReadonlyMap<string, Uuid>> {
  const rows = await tx.sql<{ slug: string; id: Uuid }>({
    text: 'select slug, tracking_link_id as id from tracking_link_slug where program_id = $1 and slug = any($2::text[])', values: [programId, [...new Set(slugs)]],
  })
  return new Map(rows.map(({ slug, id }) => [slug, id]))
}

function outcomeOf(result: Awaited<ReturnType<typeof addLegacyLinks>>[number] | undefined): RowOutcome {
  if (result === undefined) throw new Error('a legacy link without a result')
  if (result.outcome === 'failed') return { outcome: 'failed', code: result.code, message: result.message }
  return { outcome: result.outcome === 'created' ? 'imported' : 'duplicate' }
}
