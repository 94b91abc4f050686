import type { SceneRoute } from '../ui/scene.tsx'
import { affiliateScenes } from './affiliates/routes.ts'
import { couponScenes } from './coupons/routes.ts'
import { homeScenes } from './home/routes.ts'
import { accountScenes } from './account/routes.ts'
import { reportScenes } from './reports/routes.ts'
import { guideScenes } from './guide/routes.ts'
import { linkScenes } from './links/routes.ts'
import { mediaScenes } from './media/routes.ts'
import { brandScenes } from './brands/routes.ts'
import { planScenes } from './plans/routes.ts'
import { adjustmentScenes } from './adjustments/routes.ts'
import { importScenes } from './imports/routes.ts'
import { invoiceScenes } from './invoices/routes.ts'
import { portalSettingScenes } from './portal-settings/routes.ts'
import { settingScenes } from './settings/routes.ts'
import { payoutScenes } from './payouts/routes.ts'
import { periodScenes } from './periods/routes.ts'
import { statementScenes } from './statements/routes.ts'
import { commissionScenes } from './commissions/routes.ts'
import { conversionScenes } from './conversions/routes.ts'
import { customerScenes } from './customers/routes.ts'
import { eventScenes } from './events/routes.ts'
import { gatewayScenes } from './gateways/routes.ts'
import { ledgerScenes } from './ledger/routes.ts'
import { transactionScenes } from './transactions/routes.ts'
import { peopleScenes } from './people/routes.ts'

/** Every scene of the admin app; an area adds its list here. */
export const SCENES: readonly SceneRoute[] = [
  ...accountScenes,
  ...peopleScenes,
  ...homeScenes,
  ...guideScenes,
  ...reportScenes,
  ...affiliateScenes,
  ...linkScenes,
  ...couponScenes,
  ...mediaScenes,
  ...planScenes,
  ...brandScenes,
  ...invoiceScenes,
  ...adjustmentScenes,
  ...importScenes,
  ...settingScenes,
  ...portalSettingScenes,
  ...payoutScenes,
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
