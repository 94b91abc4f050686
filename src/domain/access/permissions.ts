/** The parts of a program that a credential can be allowed to read or write (docs/operator-api.md). */
export const MODULES = [
  'admin',
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
  'api-keys',
  'settings',
  'users',
  'webhooks',
] as const

export type Module = (typeof MODULES)[number]
export type Access = 'read' | 'write'
/** What a route asks for: `customers:write`. */
export type Permission = `${Module}:${Access}`
/** What a credential has. `write` includes `read`; `admin` stands for every module. */
export type Permissions = Readonly<Partial<Record<Module, Access>>>

export const ALL_PERMISSIONS: Permissions = { admin: 'write' }

/** Whether a credential may do what a route asks for. */
export function isPermitted(permissions: Permissions, permission: Permission): boolean {
  const [module, access] = splitPermission(permission)
  return covers(permissions.admin, access) || covers(permissions[module], access)
}

/** Whether `granted` stays within `own`: nobody gives more than they have. */
export function isWithin(granted: Permissions, own: Permissions): boolean {
  return MODULES.every((module) => {
    const access = granted[module]
    return access === undefined || isPermitted(own, `${module}:${access}`)
  })
}

/** Reads permissions as they are stored; unknown modules (of a newer version) give nothing. */
export function parsePermissions(stored: unknown): Permissions {
  const permissions: Partial<Record<Module, Access>> = {}
  if (typeof stored !== 'object' || stored === null) return permissions
  for (const [name, access] of Object.entries(stored)) {
    if (isModule(name) && (access === 'read' || access === 'write')) permissions[name] = access
  }
  return permissions
}

export function isModule(name: string): name is Module {
  return MODULES.some((module) => module === name)
}

function splitPermission(permission: Permission): [Module, Access] {
  const access: Access = permission.endsWith(':write') ? 'write' : 'read'
  // The type of Permission guarantees what stands before the colon.
  return [permission.slice(0, permission.lastIndexOf(':')) as Module, access]
}

function covers(has: Access | undefined, asked: Access): boolean {
  return has === 'write' || has === asked
}
