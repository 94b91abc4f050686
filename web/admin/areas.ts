import type { SceneRoute } from '../ui/scene.tsx'
import { guideScenes } from './guide/routes.ts'
import { planScenes } from './plans/routes.ts'
import { periodScenes } from './periods/routes.ts'
import { statementScenes } from './statements/routes.ts'

/** Every scene of the admin app; an area adds its list here. */
export const SCENES: readonly SceneRoute[] = [
  ...guideScenes,
  ...planScenes,
  ...periodScenes,
  ...statementScenes,
]
