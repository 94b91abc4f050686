import type { SceneRoute } from '../../ui/scene.tsx'

export const customerScenes: readonly SceneRoute[] = [
  { path: '/customers', scene: () => import('./customers-scene.tsx') },
  { path: '/customers/$customerId', scene: () => import('./customer-scene.tsx') },
]
