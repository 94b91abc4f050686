import { z } from 'zod'
import { confirmIdentity } from '../../../domain/operator-users/confirm-identity.ts'
import { confirmByPasskey } from '../../../domain/operator-users/passkeys.ts'
import { accountRoute, type Console } from './console-route.ts'
import { password, secondFactor } from './fields.ts'
import { authenticationResponse } from './passkey-fields.ts'

/** Proving once more who one is, for what a session that has been open for a while may not do. */
export function freshRoutes(console: Console): void {
  const { context, cookies } = console

  accountRoute(console, { method: 'POST', path: '/fresh', body: z.strictObject({ password, factor: secondFactor.optional() }) }, async ({ owner, body, place, now, reply }) => {
    cookies.writeSession(reply, await confirmIdentity(context, owner, place, { password: body.password, code: body.factor }), now)
  })

  accountRoute(console, { method: 'POST', path: '/fresh/passkey', body: z.strictObject({ response: authenticationResponse }) }, async ({ owner, body, now, reply }) => {
    cookies.writeSession(reply, await confirmByPasskey(context, owner, body.response), now)
  })
}
