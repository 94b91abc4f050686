import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { readAffiliate } from '../affiliates/affiliate.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { issueToken, takeToken } from './affiliate-token.ts'
import { readPlace } from './portal-mail.ts'
import { type StartedSession, startPortalSession } from './start-session.ts'

const LINK_MINUTES = 2

/**
 * A link by which an operator sees the portal as an affiliate does: once, within two minutes. The session that it opens is marked with who looks, lasts an
 * hour, and changes neither where money goes nor who may sign in. Throws `not_found` and `state_conflict` (suspended, archived, the organic affiliate).
 */
export async function issuePortalLink(tx: Tx, author: Author, affiliateId: Uuid, publicUrl: string): Promise<{ readonly url: string; readonly expiresAt: Date }> {
  const { programId, actor, now } = author
  const affiliate = await readAffiliate(tx, programId, affiliateId)
  if (affiliate.isOrganic || affiliate.status === 'suspended' || affiliate.status === 'archived') {
    throw new DomainError('state_conflict', { message: 'Nobody can sign in for this affiliate.' })
  }
  const token = await issueToken(tx, { programId, kind: 'portal', affiliateId, userId: null, actedBy: actor, minutes: LINK_MINUTES, now })
  await recordAudit(tx, { ...author, action: 'affiliate.portal_opened', subjectType: 'affiliate', subjectId: affiliateId })
  const { address } = await readPlace(tx, programId, publicUrl)
  return { url: `${address}/enter#token=${token}`, expiresAt: new Date(now.getTime() + LINK_MINUTES * 60_000) }
}

/** Opens the session of such a link. Throws `not_found`. */
export async function enterPortal(
  tx: Tx, { programId, network, agent, now }: { readonly programId: Uuid; readonly network: string; readonly agent: string | null; readonly now: Date }, token: string,
): Promise<StartedSession> {
  const { affiliateId, actedBy } = await takeToken(tx, programId, 'portal', token, now)
  if (actedBy === null) throw new Error('a portal link of nobody')
  return startPortalSession(tx, { programId, affiliateId, who: { actedBy }, network, agent, now })
}
