import type { Import } from '../../api/operator-api.ts'

export const KINDS = ['customers', 'transactions', 'affiliates', 'coupons', 'legacy_links'] as const satisfies readonly Import['kind'][]
