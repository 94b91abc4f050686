import type { Database, Tx } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'
import { erasedSlug } from '../domain/tracking/link-slug.ts'

export interface ProgramRow {
  readonly id: Uuid
  readonly number: number
  readonly status: string
  readonly test_now: Date | null
  readonly fallback_url: string | null
}

export interface LinkRow {
  readonly id: Uuid
  readonly number: number
  readonly slug: string
  readonly tracker_id: Uuid
  readonly affiliate_id: Uuid
  readonly brand_id: Uuid
  readonly landing_page_url: string
  readonly brand_page_url: string
  readonly deep_link_hosts: string[]
  readonly pass_through: boolean
  readonly is_active: boolean
}

/** Links of one page: a program with very many is read without holding up what runs beside. */
const PAGE_SIZE = 5_000

// The link's own page goes before that of its medium, this one before the product's (while it is active), and that before the brand's.
const LINK_COLUMNS = `
  select l.id, l.number, l.slug, l.tracker_id, t.affiliate_id, l.brand_id, l.pass_through, b.deep_link_hosts,
         coalesce(l.landing_page_url, m.landing_page_url, case when p.status = 'active' then p.landing_page_url end, b.landing_page_url) as landing_page_url,
         b.landing_page_url as brand_page_url,
         l.status = 'active' and t.status = 'active' and a.status = 'active' and b.status = 'active' as is_active
    from tracking_link l
    join tracker t on t.program_id = l.program_id and t.id = l.tracker_id
    join affiliate a on a.program_id = l.program_id and a.id = t.affiliate_id
    join brand b on b.program_id = l.program_id and b.id = l.brand_id
    left join product p on p.program_id = l.program_id and p.id = l.product_id
    left join media m on m.program_id = l.program_id and m.id = l.media_id and m.status <> 'archived'
   where l.program_id = $1`

/** Every program. */
export async function readProgramIds(tx: Tx): Promise<Uuid[]> {
  const rows = await tx.sql<{ id: Uuid }>({ text: 'select id from program order by id' })
  return rows.map((row) => row.id)
}

export async function readProgramRow(tx: Tx, programId: Uuid): Promise<ProgramRow | undefined> {
  const [row] = await tx.sql<ProgramRow>({
    text: 'select id, number, status, test_now, fallback_url from program where id = $1',
    values: [programId],
  })
  return row
}

/** The next page of a program's links, by their number. */
export async function readLinks(tx: Tx, programId: Uuid, afterNumber: number): Promise<LinkRow[]> {
  return tx.sql<LinkRow>({
    name: 'redirect-links',
    text: `${LINK_COLUMNS} and l.number > $2 order by l.number limit ${PAGE_SIZE}`,
    values: [programId, afterNumber],
  })
}

/** A link by its address, and its program; null when there is none. */
export async function readLinkBySlug(db: Database, slug: string): Promise<{ program: ProgramRow; link: LinkRow } | null> {
  const owner = await db.shared(async (tx) => {
    const [row] = await tx.sql<{ program_id: Uuid; tracking_link_id: Uuid }>({
      name: 'redirect-slug',
      text: 'select program_id, tracking_link_id from tracking_link_slug where slug in ($1, $2) order by slug = $1 desc limit 1',
      values: [slug, erasedSlug(slug)],
    })
    return row
  })
  if (owner === undefined) return null
  return db.inProgram(owner.program_id, async (tx) => {
    const program = await readProgramRow(tx, owner.program_id)
    const [link] = await tx.sql<LinkRow>({
      name: 'redirect-link',
      text: `${LINK_COLUMNS} and l.id = $2`,
      values: [owner.program_id, owner.tracking_link_id],
    })
    return program === undefined || link === undefined ? null : { program, link }
  })
}

/** Verified click domains and the program of each. */
export async function readClickDomains(tx: Tx): Promise<Map<string, Uuid>> {
  const rows = await tx.sql<{ host: string; program_id: Uuid }>({
    text: 'select host, program_id from click_domain where verified_at is not null',
  })
  return new Map(rows.map((row) => [row.host.toLowerCase(), row.program_id]))
}
