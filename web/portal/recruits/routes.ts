import type { SceneRoute } from '../../ui/scene.tsx'

export const recruitScenes: readonly SceneRoute[] = [{ path: '/recruits', scene: () => import('./recruits-scene.tsx') }]
