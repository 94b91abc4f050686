import { ALL_PERMISSIONS, type Access, isWithin, type Module, MODULES, type Permissions } from './permissions.ts'

/** What people of an operator can be, from the most to the least. */
export const OPERATOR_ROLES = ['owner', 'admin', 'manager', 'finance', 'viewer'] as const
export type OperatorRole = (typeof OPERATOR_ROLES)[number]

/** What a viewer does not see: who has access, and what opens it. */
const HIDDEN: readonly Module[] = ['admin', 'api-keys', 'users', 'webhooks']

const everythingToRead = permissionsOf(MODULES.filter((module) => !HIDDEN.includes(module)), 'read')

/** What each role may do (docs/people.md). An owner is an admin whom only owners can change. */
export const ROLE_PERMISSIONS: Readonly<Record<OperatorRole, Permissions>> = {
  owner: ALL_PERMISSIONS,
  admin: ALL_PERMISSIONS,
  manager: { ...everythingToRead, ...permissionsOf(['affiliates', 'brands', 'products', 'media', 'customers', 'transactions', 'commission-plans', 'reports'], 'write') },
  finance: { ...everythingToRead, ...permissionsOf(['ledger', 'payouts', 'reports'], 'write') },
  viewer: everythingToRead,
}

/** Who gives a role, or takes it away. */
export interface RoleGiver {
  readonly permissions: Permissions
  /** Of people; null: an API key. */
  readonly role: OperatorRole | null
}

/** Whether somebody may make another one this, or change another one who is: nobody goes beyond themselves, and only owners touch owners. */
export function mayGiveRole({ permissions, role }: RoleGiver, given: OperatorRole): boolean {
  return isWithin(ROLE_PERMISSIONS[given], permissions) && (given !== 'owner' || role === 'owner')
}

function permissionsOf(modules: readonly Module[], access: Access): Permissions {
  return Object.fromEntries(modules.map((module) => [module, access]))
}
