import type { SceneRoute } from '../ui/scene.tsx'

/** Every scene of the admin app; an area adds its list here. */
export const SCENES: readonly SceneRoute[] = []
