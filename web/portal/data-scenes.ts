import type { SceneRoute } from '../ui/scene.tsx'
import { changeScenes } from './changes/routes.ts'
import { commissionScenes } from './commissions/routes.ts'
import { conversionScenes } from './conversions/routes.ts'
import { couponScenes } from './coupons/routes.ts'
import { customerScenes } from './customers/routes.ts'
import { homeScenes } from './home/routes.ts'
import { linkScenes } from './links/routes.ts'
import { mediaScenes } from './media/routes.ts'
import { payoutScenes } from './payouts/routes.ts'
import { planScenes } from './plan/routes.ts'
import { postbackScenes } from './postbacks/routes.ts'
import { progressScenes } from './progress/routes.ts'
import { recruitScenes } from './recruits/routes.ts'
import { statementScenes } from './statements/routes.ts'
import { unpaidScenes } from './unpaid/routes.ts'

/** What the affiliate brought, earned and is paid. */
export const DATA_SCENES: readonly SceneRoute[] = [
  ...homeScenes,
  ...linkScenes,
  ...mediaScenes,
  ...couponScenes,
  ...recruitScenes,
  ...customerScenes,
  ...conversionScenes,
  ...commissionScenes,
  ...unpaidScenes,
  ...progressScenes,
  ...statementScenes,
  ...payoutScenes,
  ...planScenes,
  ...changeScenes,
  ...postbackScenes,
]
