import type { SceneRoute } from '../../ui/scene.tsx'

export const eventScenes: readonly SceneRoute[] = [
  { path: '/events', scene: () => import('./nothing-scene.tsx') },
  { path: '/events/reported', scene: () => import('./reported-scene.tsx') },
  { path: '/events/story', scene: () => import('./story-scene.tsx') },
]
