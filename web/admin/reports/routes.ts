import type { SceneRoute } from '../../ui/scene.tsx'

export const reportScenes: readonly SceneRoute[] = [
  { path: '/reports', scene: () => import('./report-scene.tsx') },
  { path: '/reports/saved', scene: () => import('./saved-scene.tsx') },
  { path: '/reports/$reportId', scene: () => import('./report-scene.tsx') },
]
