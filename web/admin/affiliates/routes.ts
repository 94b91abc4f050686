import type { SceneRoute } from '../../ui/scene.tsx'

/** Parts of an affiliate's page, as they stand in its tabs. */
export const AFFILIATE_PARTS = [
  'profile',
  'plans',
  'links',
  'customers',
  'commissions',
  'money',
  'network',
  'notes',
  'people',
  'history',
] as const

export const affiliateScenes: readonly SceneRoute[] = [
  { path: '/affiliates', scene: () => import('./affiliates-scene.tsx') },
  { path: '/affiliates/new', scene: () => import('./new-affiliate-scene.tsx') },
  { path: '/affiliates/groups', scene: () => import('./groups-scene.tsx') },
  { path: '/affiliates/$affiliateId', scene: () => import('./overview-scene.tsx') },
  { path: '/affiliates/$affiliateId/profile', scene: () => import('./profile-scene.tsx') },
  { path: '/affiliates/$affiliateId/plans', scene: () => import('./plans-scene.tsx') },
  { path: '/affiliates/$affiliateId/links', scene: () => import('./affiliate-links-scene.tsx') },
  { path: '/affiliates/$affiliateId/customers', scene: () => import('./customers-scene.tsx') },
  { path: '/affiliates/$affiliateId/commissions', scene: () => import('./commissions-scene.tsx') },
  { path: '/affiliates/$affiliateId/money', scene: () => import('./money-scene.tsx') },
  { path: '/affiliates/$affiliateId/network', scene: () => import('./network-scene.tsx') },
  { path: '/affiliates/$affiliateId/notes', scene: () => import('./notes-scene.tsx') },
  { path: '/affiliates/$affiliateId/people', scene: () => import('./people-scene.tsx') },
  { path: '/affiliates/$affiliateId/history', scene: () => import('./history-scene.tsx') },
]
