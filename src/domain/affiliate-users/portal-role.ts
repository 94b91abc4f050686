import type { Permissions } from '../access/permissions.ts'
import type { AffiliateStatus } from '../affiliates/affiliate.ts'

export const PORTAL_ROLES = ['owner', 'member', 'viewer'] as const
/** What somebody is in an affiliate's account: an owner does everything, a member works with links, a viewer reads. */
export type PortalRole = (typeof PORTAL_ROLES)[number]

const READING: Permissions = {
  affiliates: 'read', brands: 'read', products: 'read', media: 'read', customers: 'read', transactions: 'read', 'commission-plans': 'read', reports: 'read', payouts: 'read',
  ledger: 'read', webhooks: 'read', 'api-keys': 'read', users: 'read', settings: 'read',
}
const WORKING: Permissions = { ...READING, affiliates: 'write', media: 'write', webhooks: 'write' }
// Everybody keeps their own account.
const OF_ROLE: Readonly<Record<PortalRole, Permissions>> = {
  owner: { ...WORKING, payouts: 'write', 'commission-plans': 'write', 'api-keys': 'write', users: 'write', settings: 'write' },
  member: { ...WORKING, settings: 'write' },
  viewer: { ...READING, settings: 'write' },
}
/** An application that waits for its answer: the account, and nothing of the program. */
const WAITING: Permissions = { settings: 'write' }

/** Who asks in the portal: always on behalf of one affiliate. */
export type PortalHolder =
  | { readonly kind: 'person'; readonly role: PortalRole; readonly mayChangePayouts: boolean }
  | { readonly kind: 'operator' }
  | { readonly kind: 'key'; readonly access: 'read' | 'write' }

/**
 * What somebody may do for an affiliate with this status; null: nothing at all. Who is inactive reads, so that what was earned can be looked
 * up and paid; who is suspended or archived has no access, from the next request on.
 */
export function portalPermissions(holder: PortalHolder, status: AffiliateStatus): Permissions | null {
  if (status === 'suspended' || status === 'archived') return null
  if (status === 'pending') return holder.kind === 'key' ? null : WAITING
  // An operator sees what the affiliate sees, and changes neither where money goes nor who may sign in.
  if (holder.kind === 'operator') return status === 'inactive' ? READING : WORKING
  if (holder.kind === 'key') return holder.access === 'write' && status === 'active' ? WORKING : READING
  const own = status === 'active' ? OF_ROLE[holder.role] : withoutWork(OF_ROLE[holder.role])
  return holder.mayChangePayouts ? { ...own, payouts: 'write' } : own
}

function withoutWork(permissions: Permissions): Permissions {
  return { ...permissions, affiliates: 'read', media: 'read', webhooks: 'read' }
}
