import type { SceneRoute } from '../../ui/scene.tsx'

export const postbackScenes: readonly SceneRoute[] = [{ path: '/postbacks', scene: () => import('./postbacks-scene.tsx') }]
