import type { SceneRoute } from '../../ui/scene.tsx'

export const changeScenes: readonly SceneRoute[] = [{ path: '/changes', scene: () => import('./changes-scene.tsx') }]
