import type { SceneRoute } from '../../ui/scene.tsx'

export const payoutScenes: readonly SceneRoute[] = [
  { path: '/payouts', scene: () => import('./runs-scene.tsx') },
  { path: '/payouts/new', scene: () => import('./new-run-scene.tsx') },
  { path: '/payouts/runs/$runId', scene: () => import('./run-scene.tsx') },
  { path: '/payouts/list', scene: () => import('./payouts-scene.tsx') },
  { path: '/payouts/list/$payoutId', scene: () => import('./payout-scene.tsx') },
  { path: '/payouts/accounts', scene: () => import('./accounts-scene.tsx') },
  { path: '/payouts/results', scene: () => import('./results-scene.tsx') },
  { path: '/payouts/results/$resultId', scene: () => import('./result-scene.tsx') },
]
