import type { SceneRoute } from '../../ui/scene.tsx'

export const peopleScenes: readonly SceneRoute[] = [
  { path: '/people', scene: () => import('./users-scene.tsx') },
  { path: '/people/invitations', scene: () => import('./invitations-scene.tsx') },
  { path: '/people/roles', scene: () => import('./roles-scene.tsx') },
  { path: '/people/api-keys', scene: () => import('./api-keys-scene.tsx') },
  { path: '/people/audit', scene: () => import('./audit-scene.tsx') },
  { path: '/people/mail', scene: () => import('./mail-scene.tsx') },
]
