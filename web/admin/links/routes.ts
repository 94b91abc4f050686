import type { SceneRoute } from '../../ui/scene.tsx'

export const linkScenes: readonly SceneRoute[] = [
  { path: '/links', scene: () => import('./links-scene.tsx') },
  { path: '/links/new', scene: () => import('./new-link-scene.tsx') },
  { path: '/links/trackers', scene: () => import('./trackers-scene.tsx') },
  { path: '/links/legacy', scene: () => import('./legacy-links-scene.tsx') },
  { path: '/links/$linkId', scene: () => import('./link-scene.tsx') },
]
