import type { SceneRoute } from '../../ui/scene.tsx'

export const conversionScenes: readonly SceneRoute[] = [{ path: '/conversions', scene: () => import('./conversions-scene.tsx') }]
