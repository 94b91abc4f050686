import { z } from 'zod'
import { confirmNewAddress } from '../../../domain/operator-users/confirm-new-address.ts'
import { requestNewAddress } from '../../../domain/operator-users/request-new-address.ts'
import { accountRoute, type Console, publicRoute } from './console-route.ts'
import { email, token } from './fields.ts'

export function addressRoutes(console: Console): void {
  const { context, cookies } = console

  accountRoute(console, { method: 'POST', path: '/address', body: z.strictObject({ email }) }, ({ owner, body }) => requestNewAddress(context, owner, body.email))

  // The mail may be read in another browser than the one that asked.
  publicRoute(console, { method: 'POST', path: '/address/confirm', body: z.strictObject({ token }) }, async ({ body, place, now, reply }) => {
    const renewed = await confirmNewAddress(context, place, body.token)
    if (renewed !== null) cookies.writeSession(reply, renewed, now)
  })
}
