import type { SceneRoute } from '../../ui/scene.tsx'

/** What strangers see, and where the links of mails lead. */
export const entranceScenes: readonly SceneRoute[] = [
  { path: '/welcome', scene: () => import('./welcome-scene.tsx') },
  { path: '/sign-in', scene: () => import('./sign-in-scene.tsx') },
  { path: '/sign-up', scene: () => import('./sign-up-scene.tsx') },
  { path: '/verify', scene: () => import('./verify-scene.tsx') },
  { path: '/forgot', scene: () => import('./forgot-scene.tsx') },
  { path: '/reset', scene: () => import('./reset-scene.tsx') },
  { path: '/invitation', scene: () => import('./invitation-scene.tsx') },
  { path: '/new-address', scene: () => import('./new-address-scene.tsx') },
  { path: '/enter', scene: () => import('./enter-scene.tsx') },
]
