import type { SceneRoute } from '../../ui/scene.tsx'

export const periodScenes: readonly SceneRoute[] = [
  { path: '/periods', scene: () => import('./periods-scene.tsx') },
  { path: '/periods/$period', scene: () => import('./period-scene.tsx') },
]
