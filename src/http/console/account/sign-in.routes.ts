import { z } from 'zod'
import { giveSecondFactor } from '../../../domain/operator-users/give-second-factor.ts'
import { beginPasskeySignIn, signInWithPasskey } from '../../../domain/operator-users/passkeys.ts'
import { signInWithPassword } from '../../../domain/operator-users/sign-in-with-password.ts'
import { type Console, publicRoute } from './console-route.ts'
import { email, password, secondFactor } from './fields.ts'
import { authenticationResponse } from './passkey-fields.ts'

export function signInRoutes(console: Console): void {
  const { context, cookies } = console

  publicRoute(console, { method: 'POST', path: '/sign-in', body: z.strictObject({ email, password }) }, async ({ body, place, now, reply }) => {
    const outcome = await signInWithPassword(context, { ...body, place })
    if (outcome.state === 'signed_in') cookies.writeSignedIn(reply, outcome, now)
    else cookies.writeSession(reply, outcome, now)
    return outcome.state === 'signed_in' ? { state: outcome.state } : { state: outcome.state, methods: outcome.methods }
  })

  publicRoute(console, { method: 'POST', path: '/sign-in/second-factor', body: secondFactor }, async ({ body, place, now, reply }) => {
    cookies.writeSignedIn(reply, await giveSecondFactor(context, place, body), now)
    return { state: 'signed_in' }
  })

  publicRoute(console, { method: 'POST', path: '/sign-in/passkey-options' }, () => beginPasskeySignIn(context))

  publicRoute(console, { method: 'POST', path: '/sign-in/passkey', body: z.strictObject({ response: authenticationResponse }) }, async ({ body, place, now, reply }) => {
    cookies.writeSignedIn(reply, await signInWithPasskey(context, place, body.response), now)
    return { state: 'signed_in' }
  })
}
