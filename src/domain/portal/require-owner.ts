import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** Whose portal it is. */
export interface PortalScope {
  readonly programId: Uuid
  readonly affiliateId: Uuid
}

/** What an affiliate asked for, where it is its own. Throws `not_found` for anybody else's, as for what does not exist. */
export function requireOwner<Thing extends { readonly affiliateId: Uuid | null }>(thing: Thing, { affiliateId }: PortalScope): Thing {
  if (thing.affiliateId !== affiliateId) throw new DomainError('not_found')
  return thing
}
