import type { SceneRoute } from '../../ui/scene.tsx'

export const gatewayScenes: readonly SceneRoute[] = [
  { path: '/gateways', scene: () => import('./gateways-scene.tsx') },
  { path: '/gateways/deliveries', scene: () => import('./deliveries-scene.tsx') },
]
