import type { SceneRoute } from '../../ui/scene.tsx'

export const payoutScenes: readonly SceneRoute[] = [
  { path: '/payouts', scene: () => import('./payouts-scene.tsx') },
  { path: '/payouts/$payoutId', scene: () => import('./payout-scene.tsx') },
]
