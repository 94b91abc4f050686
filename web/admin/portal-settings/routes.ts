import type { SceneRoute } from '../../ui/scene.tsx'

export const portalSettingScenes: readonly SceneRoute[] = [{ path: '/portal-settings', scene: () => import('./portal-settings-scene.tsx') }]
