import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** Where a program's portal is. */
export interface PortalSite {
  readonly programId: Uuid
  readonly operatorId: Uuid
  readonly slug: string
  /** A host of its own that DNS vouches for; null: only below /p/. */
  readonly host: string | null
}

const SITE = `select s.program_id as "programId", p.operator_id as "operatorId", s.slug, h.host
  from portal_slug s join program p on p.id = s.program_id left join portal_host h on h.program_id = s.program_id and h.verified_at is not null`

/** The portal with a slug, or null. */
export async function findSite(tx: Tx, slug: string): Promise<PortalSite | null> {
  const [site] = await tx.sql<PortalSite>({ name: 'portal-by-slug', text: `${SITE} where s.slug = $1`, values: [slug] })
  return site ?? null
}

/** The portal that a host belongs to (without a port), or null. */
export async function findSiteOfHost(tx: Tx, host: string): Promise<PortalSite | null> {
  const [site] = await tx.sql<PortalSite>({ name: 'portal-by-host', text: `${SITE} where h.host = $1`, values: [host] })
  return site ?? null
}

/** Where the portal of a program is. Every program has one. */
export async function readSite(tx: Tx, programId: Uuid): Promise<PortalSite> {
  const [site] = await tx.sql<PortalSite>({ name: 'portal-of-program', text: `${SITE} where s.program_id = $1`, values: [programId] })
  if (site === undefined) throw new Error('a program without a portal')
  return site
}

/** The address of a portal for mails and links: from settings, never from what a request says. No slash at the end. */
export function addressOf({ slug, host }: Pick<PortalSite, 'slug' | 'host'>, publicUrl: string): string {
  return `${host === null ? publicUrl : `https://${host}`}/p/${slug}`
}

/** Whose a program is, or null. */
export async function findOperatorOf(tx: Tx, programId: Uuid): Promise<Uuid | null> {
  const [row] = await tx.sql<{ operatorId: Uuid }>({ name: 'operator-of-program', text: 'select operator_id as "operatorId" from program where id = $1', values: [programId] })
  return row?.operatorId ?? null
}
