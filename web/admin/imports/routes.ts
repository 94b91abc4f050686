import type { SceneRoute } from '../../ui/scene.tsx'

export const importScenes: readonly SceneRoute[] = [
  { path: '/imports', scene: () => import('./imports-scene.tsx') },
  { path: '/imports/new', scene: () => import('./new-import-scene.tsx') },
  { path: '/imports/$importId', scene: () => import('./import-scene.tsx') },
]
