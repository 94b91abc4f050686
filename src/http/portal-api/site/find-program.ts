import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { findSite, findSiteOfHost } from '../../../domain/portal-sites/portal-site.ts'

interface Program {
  readonly programId: Uuid
  readonly operatorId: Uuid
}

/**
 * The program of a portal that somebody without a session speaks to. On the host of one portal no other one is served. Throws
 * `not_found`.
 */
export async function findProgramOfSite(context: Pick<AppContext, 'db'>, slug: string, requestHost: string | undefined): Promise<Program> {
  return context.db.shared(async (tx) => {
    const site = await findSite(tx, slug)
    if (site === null) throw siteNotFound()
    const ofHost = await findSiteOfHost(tx, hostName(requestHost))
    if (ofHost !== null && ofHost.programId !== site.programId) throw siteNotFound()
    return { programId: site.programId, operatorId: site.operatorId }
  })
}

/** The program whose portal has a host of its own. Throws `not_found`. */
export async function findProgramOfHost(context: Pick<AppContext, 'db'>, host: string): Promise<Program> {
  const site = await context.db.shared((tx) => findSiteOfHost(tx, hostName(host)))
  if (site === null) throw siteNotFound()
  return { programId: site.programId, operatorId: site.operatorId }
}

/** Without a port, as hosts are compared. */
export function hostName(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase()
}

function siteNotFound(): DomainError {
  return new DomainError('not_found', { message: 'There is no such portal.' })
}
