import type { SceneRoute } from '../../ui/scene.tsx'

export const mediaScenes: readonly SceneRoute[] = [
  { path: '/media', scene: () => import('./media-scene.tsx') },
  { path: '/media/new', scene: () => import('./new-media-scene.tsx') },
  { path: '/media/$mediaId', scene: () => import('./medium-scene.tsx') },
]
