import type { Tx } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'
import type { LegacyParameter } from '../domain/tracking/legacy-link.ts'

export interface LegacyLinkRow {
  readonly id: Uuid
  readonly parameter: LegacyParameter
  readonly value: string
  readonly slug: string
}

/** Legacy links of one page: visitors who come meanwhile wait for the reading of one. */
const PAGE_SIZE = 2_000

const LEGACY_LINKS = `
  select l.id, l.parameter, l.value, t.slug
    from legacy_link l join tracking_link t on t.program_id = l.program_id and t.id = l.tracking_link_id
   where l.program_id = $1`

/** The next page of a program's legacy links, by their id. */
export async function readLegacyLinks(tx: Tx, programId: Uuid, afterId: Uuid): Promise<LegacyLinkRow[]> {
  return tx.sql<LegacyLinkRow>({
    name: 'redirect-legacy-links',
    text: `${LEGACY_LINKS} and l.id > $2 order by l.id limit ${PAGE_SIZE}`,
    values: [programId, afterId],
  })
}

/** The slug that an address of a former platform stands for; undefined when it stands for none. */
export async function readLegacySlug(tx: Tx, programId: Uuid, parameter: string, value: string): Promise<string | undefined> {
  const [row] = await tx.sql<LegacyLinkRow>({
    name: 'redirect-legacy-link',
    text: `${LEGACY_LINKS} and l.parameter = $2 and l.value = $3`,
    values: [programId, parameter, value],
  })
  return row?.slug
}
