import type { SceneRoute } from '../../ui/scene.tsx'

export const couponScenes: readonly SceneRoute[] = [{ path: '/coupons', scene: () => import('./coupons-scene.tsx') }]
