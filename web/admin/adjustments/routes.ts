import type { SceneRoute } from '../../ui/scene.tsx'

export const adjustmentScenes: readonly SceneRoute[] = [{ path: '/adjustments', scene: () => import('./adjustments-scene.tsx') }]
