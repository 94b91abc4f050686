import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { type Credential, findSession, noteUse, type SessionFacts } from '../../../domain/access/find-credential.ts'
import { DomainError } from '../../../domain/errors.ts'
import { isUuid, type Uuid } from '../../../domain/ids.ts'
import type { SignInPlace } from '../../../domain/operator-users/start-session.ts'
import { networkOf } from '../../plumbing/network.ts'
import { SessionCookie } from '../../plumbing/session-cookie.ts'
import { parseInput } from '../../plumbing/validation.ts'

/** What the routes of an account share. */
export interface Console {
  readonly app: FastifyInstance
  readonly context: AppContext
  readonly cookies: AccountCookies
}

/** The session, and what makes the browser known at its next sign-in. */
export class AccountCookies {
  readonly session: SessionCookie
  readonly device: SessionCookie

  constructor(publicUrl: string) {
    this.session = new SessionCookie(publicUrl)
    this.device = new SessionCookie(publicUrl, 'fairshare_device')
  }

  /** Where a request comes from. */
  placeOf(request: FastifyRequest): SignInPlace {
    return {
      network: networkOf(request.ip),
      agent: request.headers['user-agent']?.slice(0, LONGEST_AGENT) ?? null,
      sessionToken: this.session.read(request),
      deviceToken: this.device.read(request),
    }
  }

  writeSession(reply: FastifyReply, { token, expiresAt }: { readonly token: string; readonly expiresAt: Date }, now: Date): void {
    this.session.write(reply, token, expiresAt, now)
  }

  /** After a sign-in that is complete. */
  writeSignedIn(reply: FastifyReply, signedIn: { readonly token: string; readonly expiresAt: Date; readonly deviceToken: string }, now: Date): void {
    this.writeSession(reply, signedIn, now)
    this.device.write(reply, signedIn.deviceToken, new Date(now.getTime() + DEVICE_MS), now)
  }
}

const LONGEST_AGENT = 400
const DEVICE_MS = 180 * 86_400_000

/** A call of somebody whose session is complete. */
export interface AccountCall<Body> extends PublicCall<Body> {
  readonly credential: Credential
  /** Who changes their own account. */
  readonly owner: { readonly userId: Uuid; readonly sessionId: Uuid; readonly programId: Uuid } & SessionFacts
}

export interface PublicCall<Body> {
  readonly body: Body
  /** Of the path: `:id`, well-formed. */
  readonly id: Uuid
  readonly place: SignInPlace
  readonly now: Date
  readonly reply: FastifyReply
}

interface RouteShape<Body extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/console`. */
  readonly path: string
  readonly body?: Body
}

/** Adds a route for whoever has signed in. `handle` answers what is sent; nothing: 204. */
export function accountRoute<Body extends z.ZodType = z.ZodUndefined>(console: Console, shape: RouteShape<Body>, handle: (call: AccountCall<z.output<Body>>) => Promise<unknown>): void {
  publicRoute(console, shape, async (call) => {
    const token = call.place.sessionToken
    const credential = token === undefined ? null : await findSession(console.context.db, token, call.now)
    if (credential?.session === undefined) throw new DomainError('authentication_required')
    await noteUse(console.context.db, credential, call.now)
    const { session, id: userId, programId } = credential
    return handle({ ...call, credential, owner: { ...session, userId, sessionId: session.id, programId } })
  })
}

/** Adds a route for everybody. */
export function publicRoute<Body extends z.ZodType = z.ZodUndefined>({ app, context, cookies }: Console, { method, path, body }: RouteShape<Body>, handle: (call: PublicCall<z.output<Body>>) => Promise<unknown>): void {
  app.route({
    method,
    url: path,
    handler: async (request, reply) => {
      const given = parseInput(body ?? NOTHING, request.body ?? (body === undefined ? undefined : {}))
      // The schema of this very route made it.
      const call = { body: given as z.output<Body>, id: idOf(request), place: cookies.placeOf(request), now: context.clock.now(), reply }
      const answer = await handle(call)
      return answer === undefined ? reply.code(204).send() : reply.code(200).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer))
    },
  })
}

const NOTHING = z.strictObject({}).optional()

function idOf({ params }: FastifyRequest): Uuid {
  if (typeof params !== 'object' || params === null || !('id' in params)) return ''
  if (typeof params.id !== 'string' || !isUuid(params.id)) throw new DomainError('not_found')
  return params.id
}
