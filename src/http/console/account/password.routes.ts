import { z } from 'zod'
import { changePassword } from '../../../domain/operator-users/change-password.ts'
import { requestPasswordReset } from '../../../domain/operator-users/request-password-reset.ts'
import { resetPassword } from '../../../domain/operator-users/reset-password.ts'
import { accountRoute, type Console, publicRoute } from './console-route.ts'
import { email, password, token } from './fields.ts'

export function passwordRoutes(console: Console): void {
  const { context, cookies } = console

  accountRoute(console, { method: 'POST', path: '/password', body: z.strictObject({ current: password.optional(), password }) }, async ({ owner, body, place, now, reply }) => {
    cookies.writeSession(reply, await changePassword(context, owner, place, body), now)
  })

  // Answered before anything is looked up: neither what is said nor how long it takes tells whether the address is known.
  publicRoute(console, { method: 'POST', path: '/password-reset', body: z.strictObject({ email }) }, async ({ body }) => {
    setImmediate(() => {
      requestPasswordReset(context, body.email).catch((error: unknown) => context.log.warn({ err: error }, 'a password reset could not be prepared'))
    })
  })

  publicRoute(console, { method: 'POST', path: '/password-reset/complete', body: z.strictObject({ token, password }) }, ({ body }) => resetPassword(context, body))
}
