import type { SceneRoute } from '../../ui/scene.tsx'

export const transactionScenes: readonly SceneRoute[] = [
  { path: '/transactions', scene: () => import('./transactions-scene.tsx') },
  { path: '/transactions/pending', scene: () => import('./pending-scene.tsx') },
  { path: '/transactions/failures', scene: () => import('./failures-scene.tsx') },
  { path: '/transactions/batches', scene: () => import('./batches-scene.tsx') },
  { path: '/transactions/batches/$batchId', scene: () => import('./batch-scene.tsx') },
  { path: '/transactions/$transactionId', scene: () => import('./transaction-scene.tsx') },
]
