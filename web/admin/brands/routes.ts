import type { SceneRoute } from '../../ui/scene.tsx'

export const brandScenes: readonly SceneRoute[] = [
  { path: '/brands', scene: () => import('./brands-scene.tsx') },
  { path: '/brands/new', scene: () => import('./new-brand-scene.tsx') },
  { path: '/brands/$brandId', scene: () => import('./brand-scene.tsx') },
  { path: '/brands/$brandId/deductions', scene: () => import('./deductions-scene.tsx') },
  { path: '/brands/$brandId/products', scene: () => import('./products-scene.tsx') },
]
