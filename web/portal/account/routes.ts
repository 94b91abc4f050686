import type { SceneRoute } from '../../ui/scene.tsx'

/** Who one is at the portal, where money goes, who else works on the account, and keys. */
export const accountScenes: readonly SceneRoute[] = [
  { path: '/account', scene: () => import('./account-scene.tsx') },
  { path: '/payout-methods', scene: () => import('./payout-methods-scene.tsx') },
  { path: '/collaborators', scene: () => import('./collaborators-scene.tsx') },
  { path: '/api-keys', scene: () => import('./api-keys-scene.tsx') },
]
