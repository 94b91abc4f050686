import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { build, type Tx } from '../../../db/database.ts'
import type { Credential } from '../../../domain/access/find-credential.ts'
import { endSession } from '../../../domain/access/end-session.ts'
import { DomainError } from '../../../domain/errors.ts'
import { hasSecondFactor, readAccount } from '../../../domain/operator-users/account.ts'
import { programsOfUser, type UserProgram } from '../../../domain/operator-users/programs-of-user.ts'
import { endOneSession, endSessionsOf, listSessions } from '../../../domain/operator-users/sessions.ts'
import { renewSession } from '../../../domain/operator-users/start-session.ts'
import { tellAudit } from '../../../domain/operator-users/tell-audit.ts'
import { idField } from '../../plumbing/fields.ts'
import { accountRoute, type Console, publicRoute } from './console-route.ts'

export function sessionRoutes(console: Console): void {
  const { context, cookies } = console
  const { db } = context

  accountRoute(console, { method: 'GET', path: '/session' }, ({ credential }) => db.shared((tx) => presentSession(tx, context, credential)))

  publicRoute(console, { method: 'DELETE', path: '/session' }, async ({ place: { sessionToken }, now, reply }) => {
    if (sessionToken !== undefined) await db.shared((tx) => endSession(tx, sessionToken, now))
    cookies.session.clear(reply)
  })

  accountRoute(console, { method: 'POST', path: '/session/program', body: z.strictObject({ programId: idField }) }, async ({ owner, body: { programId }, now, reply }) => {
    cookies.writeSession(reply, await db.shared(async (tx) => {
      if (!(await programsOfUser(tx, owner.userId)).some(({ id }) => id === programId)) throw new DomainError('not_found')
      return renewSession(tx, owner.sessionId, { programId })
    }), now)
  })

  accountRoute(console, { method: 'GET', path: '/sessions' }, async ({ owner, now }) => {
    const sessions = await db.shared((tx) => listSessions(tx, owner.userId, now))
    return { items: sessions.map(({ id, network, agent, createdAt, lastSeenAt }) => ({ id, network, agent, createdTs: createdAt, lastSeenTs: lastSeenAt, isCurrent: id === owner.sessionId })) }
  })

  accountRoute(console, { method: 'DELETE', path: '/sessions/:id' }, ({ owner, id, now }) =>
    db.shared(async (tx) => {
      await endOneSession(tx, owner.userId, id, now)
      await tellAudit(tx, { ...owner, action: 'user.session_ended', details: { sessionId: id }, now })
    }))

  accountRoute(console, { method: 'DELETE', path: '/sessions' }, ({ owner, now }) =>
    db.shared(async (tx) => {
      await endSessionsOf(tx, owner.userId, now, owner.sessionId)
      await tellAudit(tx, { ...owner, action: 'user.other_sessions_ended', now })
    }))
}

/** Who is signed in, what they may do, and where. */
async function presentSession(tx: Tx, { config }: AppContext, { id, programId, permissions, session }: Credential): Promise<object> {
  const account = await readAccount(tx, id)
  const programs = (await programsOfUser(tx, id)).map((program) => presentProgram(program, config.publicUrl))
  const operator = await tx.first(build.selectFrom('operator').select(['id', 'name']).where('id', '=', account.operatorId))
  return {
    user: { id: account.id, name: account.name, email: account.email, language: account.locale },
    role: account.role,
    permissions,
    operator,
    program: programs.find((program) => program.id === programId),
    programs,
    hasPassword: account.passwordHash !== null,
    hasSecondFactor: hasSecondFactor(account),
    sendsMail: config.smtpUrl !== undefined,
    freshTs: session?.freshAt ?? null,
    secondFactorTs: session?.secondFactorAt ?? null,
  }
}

function presentProgram({ portalSlug, ...program }: UserProgram, publicUrl: string) {
  return { ...program, portalUrl: portalSlug === null ? null : `${publicUrl}/p/${portalSlug}` }
}
