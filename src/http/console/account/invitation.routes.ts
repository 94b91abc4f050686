import { z } from 'zod'
import { acceptInvitation, lookAtInvitation } from '../../../domain/operator-users/accept-invitation.ts'
import { type Console, publicRoute } from './console-route.ts'
import { language, password, personName, token } from './fields.ts'

export function invitationRoutes(console: Console): void {
  const { context, cookies } = console

  publicRoute(console, { method: 'POST', path: '/invitation', body: z.strictObject({ token }) }, ({ body, now }) => context.db.shared((tx) => lookAtInvitation(tx, body.token, now)))

  const acceptance = z.strictObject({ token, name: personName, password, language: language.nullish() })
  publicRoute(console, { method: 'POST', path: '/invitation/accept', body: acceptance }, async ({ body: { language: locale, ...given }, place, now, reply }) => {
    cookies.writeSignedIn(reply, await acceptInvitation(context, place, { ...given, locale: locale ?? null }), now)
    return { state: 'signed_in' }
  })
}
