import { z } from 'zod'
import { addPasskey, beginPasskey, removePasskey } from '../../../domain/operator-users/passkeys.ts'
import { text } from '../../plumbing/fields.ts'
import { accountRoute, type Console } from './console-route.ts'
import { registrationResponse } from './passkey-fields.ts'
import { presentChange } from './second-factor.routes.ts'

export function passkeyRoutes(console: Console): void {
  const { context } = console

  accountRoute(console, { method: 'POST', path: '/passkeys/options' }, ({ owner }) => beginPasskey(context, owner))

  accountRoute(console, { method: 'POST', path: '/passkeys', body: z.strictObject({ name: text(80), response: registrationResponse }) }, async (call) =>
    presentChange(console, call, await addPasskey(context, call.owner, call.body)))

  accountRoute(console, { method: 'DELETE', path: '/passkeys/:id' }, async (call) => presentChange(console, call, await removePasskey(context, call.owner, call.id)))
}
