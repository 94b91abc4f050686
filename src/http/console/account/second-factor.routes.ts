import { z } from 'zod'
import { readAccount } from '../../../domain/operator-users/account.ts'
import { listPasskeys } from '../../../domain/operator-users/passkeys.ts'
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes, type SecondFactorChange } from '../../../domain/operator-users/second-factors.ts'
import { type AccountCall, accountRoute, type Console } from './console-route.ts'

export function secondFactorRoutes(console: Console): void {
  const { context } = console

  accountRoute(console, { method: 'GET', path: '/second-factors' }, ({ owner }) =>
    context.db.shared(async (tx) => {
      const { sealedTotp, recoveryCodes } = await readAccount(tx, owner.userId)
      const passkeys = (await listPasskeys(tx, owner.userId)).map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdTs: createdAt, lastUsedTs: lastUsedAt }))
      return { hasTotp: sealedTotp !== null, passkeys, recoveryCodesLeft: recoveryCodes }
    }))

  accountRoute(console, { method: 'POST', path: '/totp' }, ({ owner }) => beginTotp(context, owner))

  accountRoute(console, { method: 'POST', path: '/totp/confirm', body: z.strictObject({ code: z.string().max(20) }) }, async (call) =>
    presentChange(console, call, await confirmTotp(context, call.owner, call.body.code)))

  accountRoute(console, { method: 'DELETE', path: '/totp' }, async (call) => presentChange(console, call, await removeTotp(context, call.owner)))

  accountRoute(console, { method: 'POST', path: '/recovery-codes' }, async (call) => presentChange(console, call, await renewRecoveryCodes(context, call.owner)))
}

/** The session goes on under a new identifier; codes that were made are shown this once. */
export function presentChange({ cookies }: Console, { now, reply }: Pick<AccountCall<unknown>, 'now' | 'reply'>, change: SecondFactorChange): object {
  cookies.writeSession(reply, change, now)
  return { recoveryCodes: change.recoveryCodes }
}
