import type { SceneRoute } from '../ui/scene.tsx'
import { guideScenes } from './guide/routes.ts'
import { planScenes } from './plans/routes.ts'
import { periodScenes } from './periods/routes.ts'
import { statementScenes } from './statements/routes.ts'
import { commissionScenes } from './commissions/routes.ts'
import { conversionScenes } from './conversions/routes.ts'
import { customerScenes } from './customers/routes.ts'
import { eventScenes } from './events/routes.ts'
import { gatewayScenes } from './gateways/routes.ts'
import { ledgerScenes } from './ledger/routes.ts'
import { transactionScenes } from './transactions/routes.ts'

/** Every scene of the admin app; an area adds its list here. */
export const SCENES: readonly SceneRoute[] = [
  ...guideScenes,
  ...planScenes,
  ...periodScenes,
  ...statementScenes,
  ...customerScenes,
  ...transactionScenes,
  ...conversionScenes,
  ...commissionScenes,
  ...eventScenes,
  ...gatewayScenes,
  ...ledgerScenes,
]
