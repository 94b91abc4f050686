import { RouterProvider } from '@tanstack/react-router'
import { createAppRouter } from '../ui/scene.tsx'
import { SCENES } from './areas.ts'
import { AdminFrame } from './shell/admin-frame.tsx'

const router = createAppRouter('/admin', AdminFrame, SCENES)

export async function open() {
  await router.load()
  return <RouterProvider router={router} />
}
