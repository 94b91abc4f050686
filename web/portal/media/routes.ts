import type { SceneRoute } from '../../ui/scene.tsx'

export const mediaScenes: readonly SceneRoute[] = [{ path: '/media', scene: () => import('./media-scene.tsx') }]
