/** From the most to the least, as the API knows them (docs/people.md). */
export const ROLES = ['owner', 'admin', 'manager', 'finance', 'viewer'] as const
export type Role = (typeof ROLES)[number]

export const MODULES = [
  'affiliates',
  'brands',
  'products',
  'media',
  'customers',
  'transactions',
  'commission-plans',
  'reports',
  'payouts',
  'ledger',
  'settings',
  'api-keys',
  'users',
  'webhooks',
] as const
export type Module = (typeof MODULES)[number]

const MANAGED: ReadonlySet<Module> = new Set([
  'affiliates',
  'brands',
  'products',
  'media',
  'customers',
  'transactions',
  'commission-plans',
  'reports',
])
const FINANCIAL: ReadonlySet<Module> = new Set(['ledger', 'payouts', 'reports'])
const HIDDEN: ReadonlySet<Module> = new Set(['api-keys', 'users', 'webhooks'])

/** What a role may do in a module, for the table that explains them: the API decides. */
export function accessOf(role: Role, module: Module): 'read' | 'write' | null {
  if (role === 'owner' || role === 'admin') return 'write'
  if (HIDDEN.has(module)) return null
  return (role === 'manager' && MANAGED.has(module)) || (role === 'finance' && FINANCIAL.has(module)) ? 'write' : 'read'
}

/** Which roles somebody may give: none above their own, and owners are made by owners. */
export function rolesFor(own: Role): readonly Role[] {
  return own === 'owner' ? ROLES : own === 'admin' ? ROLES.slice(1) : []
}
