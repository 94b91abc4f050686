import type { SceneRoute } from '../../ui/scene.tsx'

export const commissionScenes: readonly SceneRoute[] = [{ path: '/commissions', scene: () => import('./commissions-scene.tsx') }]
