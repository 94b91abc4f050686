import type { SceneRoute } from '../../ui/scene.tsx'

export const linkScenes: readonly SceneRoute[] = [
  { path: '/links', scene: () => import('./links-scene.tsx') },
  { path: '/links/$linkId', scene: () => import('./link-scene.tsx') },
]
