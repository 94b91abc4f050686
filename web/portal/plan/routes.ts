import type { SceneRoute } from '../../ui/scene.tsx'

export const planScenes: readonly SceneRoute[] = [{ path: '/plan', scene: () => import('./plan-scene.tsx') }]
