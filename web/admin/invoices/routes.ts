import type { SceneRoute } from '../../ui/scene.tsx'

export const invoiceScenes: readonly SceneRoute[] = [
  { path: '/invoices', scene: () => import('./issued-scene.tsx') },
  { path: '/invoices/uploaded', scene: () => import('./uploaded-scene.tsx') },
  { path: '/invoices/entities', scene: () => import('./entities-scene.tsx') },
  { path: '/invoices/tax-profiles', scene: () => import('./profiles-scene.tsx') },
]
