import type { SceneRoute } from '../../ui/scene.tsx'

export const unpaidScenes: readonly SceneRoute[] = [{ path: '/unpaid', scene: () => import('./unpaid-scene.tsx') }]
