import type { SceneRoute } from '../../ui/scene.tsx'

export const guideScenes: readonly SceneRoute[] = [{ path: '/guide', scene: () => import('./guide-scene.tsx') }]
