import type { SceneRoute } from '../ui/scene.tsx'
import { accountScenes } from './account/routes.ts'
import { DATA_SCENES } from './data-scenes.ts'
import { entranceScenes } from './entrance/routes.ts'

/** Every scene of the portal that asks for a sign-in; an area adds its list here. */
export const SCENES: readonly SceneRoute[] = [...DATA_SCENES, ...accountScenes]

/** What strangers see: landing, sign-up, sign-in. */
export const ENTRANCE_SCENES: readonly SceneRoute[] = [...entranceScenes]
