import { RouterProvider } from '@tanstack/react-router'
import { createAppRouter } from '../ui/scene.tsx'
import { ENTRANCE_SCENES, SCENES } from './areas.ts'
import { PortalFrame } from './shell/portal-frame.tsx'
import { SLUG } from './shell/site.tsx'

const router = createAppRouter(`/p/${SLUG}`, PortalFrame, [...ENTRANCE_SCENES, ...SCENES])

export async function open() {
  await router.load()
  return <RouterProvider router={router} />
}
