import type { Credential } from '../access/find-credential.ts'
import type { AffiliateStatus } from '../affiliates/affiliate.ts'
import type { Uuid } from '../ids.ts'
import type { PortalRole } from './portal-role.ts'

/** On whose behalf the portal is asked. The affiliate of a request comes from here and from nowhere else. */
export interface PortalCaller {
  readonly affiliateId: Uuid
  readonly affiliateStatus: AffiliateStatus
  /** Null: an API key, or an operator who looks at the portal as the affiliate sees it. */
  readonly affiliateUserId: Uuid | null
  /** `viewer` for a key and for an operator: what they may do is in their permissions. */
  readonly role: PortalRole
  /** May change where money goes. */
  readonly mayChangePayouts: boolean
  /** The operator's actor (`user:<id>`), of a session that an operator opened. */
  readonly actedBy: string | null
  /** Null: an API key. */
  readonly session: PortalSession | null
}

/** What is known of the session that a request came with. */
export interface PortalSession {
  readonly id: Uuid
  /** When its user last proved who they are, by the wall clock. */
  readonly freshAt: Date | null
  /** When its user last gave a second factor. */
  readonly secondFactorAt: Date | null
}

/** A credential of an affiliate. */
export interface PortalCredential extends Credential {
  readonly portal: PortalCaller
}

export function isPortalCredential(credential: Credential | null): credential is PortalCredential {
  return credential !== null && 'portal' in credential
}
