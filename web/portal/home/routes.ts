import type { SceneRoute } from '../../ui/scene.tsx'

export const homeScenes: readonly SceneRoute[] = [{ path: '/', scene: () => import('./home-scene.tsx') }]
