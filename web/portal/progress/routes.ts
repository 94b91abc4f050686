import type { SceneRoute } from '../../ui/scene.tsx'

export const progressScenes: readonly SceneRoute[] = [{ path: '/progress', scene: () => import('./progress-scene.tsx') }]
