import type { SceneRoute } from '../../ui/scene.tsx'

export const ledgerScenes: readonly SceneRoute[] = [
  { path: '/ledger', scene: () => import('./accounts-scene.tsx') },
  { path: '/ledger/accounts/$accountId', scene: () => import('./transfers-scene.tsx') },
  { path: '/ledger/transfers', scene: () => import('./transfers-scene.tsx') },
]
