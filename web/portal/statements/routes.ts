import type { SceneRoute } from '../../ui/scene.tsx'

export const statementScenes: readonly SceneRoute[] = [
  { path: '/statements', scene: () => import('./statements-scene.tsx') },
  { path: '/statements/$statementId', scene: () => import('./statement-scene.tsx') },
]
