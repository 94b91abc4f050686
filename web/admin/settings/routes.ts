import type { SceneRoute } from '../../ui/scene.tsx'

export const settingScenes: readonly SceneRoute[] = [
  { path: '/settings', scene: () => import('./program-scene.tsx') },
  { path: '/settings/tracking', scene: () => import('./tracking-scene.tsx') },
  { path: '/settings/money', scene: () => import('./money-scene.tsx') },
  { path: '/settings/rates', scene: () => import('./rates-scene.tsx') },
  { path: '/settings/signing', scene: () => import('./signing-scene.tsx') },
  { path: '/settings/webhooks', scene: () => import('./webhooks-scene.tsx') },
  { path: '/settings/billing', scene: () => import('./billing-scene.tsx') },
]
