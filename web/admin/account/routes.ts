import type { SceneRoute } from '../../ui/scene.tsx'

export const accountScenes: readonly SceneRoute[] = [
  { path: '/sign-in', scene: () => import('./sign-in-scene.tsx') },
  { path: '/forgot', scene: () => import('./forgot-scene.tsx') },
  { path: '/reset', scene: () => import('./reset-scene.tsx') },
  { path: '/new-address', scene: () => import('./new-address-scene.tsx') },
  { path: '/invitation', scene: () => import('./invitation-scene.tsx') },
  { path: '/welcome', scene: () => import('./welcome-scene.tsx') },
  { path: '/account', scene: () => import('./profile-scene.tsx') },
  { path: '/account/security', scene: () => import('./security-scene.tsx') },
]
