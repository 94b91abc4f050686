import type { SceneRoute } from '../../ui/scene.tsx'

export const planScenes: readonly SceneRoute[] = [
  { path: '/plans', scene: () => import('./plans-scene.tsx') },
  { path: '/plans/new', scene: () => import('./builder/new-plan-scene.tsx') },
  { path: '/plans/$planId', scene: () => import('./terms-scene.tsx') },
  { path: '/plans/$planId/version', scene: () => import('./builder/new-version-scene.tsx') },
  { path: '/plans/$planId/versions', scene: () => import('./versions-scene.tsx') },
  { path: '/plans/$planId/assignments', scene: () => import('./assignments-scene.tsx') },
  { path: '/plans/$planId/acceptances', scene: () => import('./acceptances-scene.tsx') },
]
