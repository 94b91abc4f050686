import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { AppContext } from '../../app/context.ts'
import type { Permission } from '../../domain/access/permissions.ts'
import { isPortalCredential, type PortalCaller, type PortalSession } from '../../domain/affiliate-users/portal-credential.ts'
import type { Credential } from '../../domain/access/find-credential.ts'
import { DomainError } from '../../domain/errors.ts'
import type { Uuid } from '../../domain/ids.ts'
import { type ApiRequest, defineRoute, type RequestFacts, type RouteDefinition } from '../plumbing/route.ts'

/** A request in the portal: as any other, and on whose behalf. */
export type PortalRequest<Params, Query, Body, Prepared> = ApiRequest<Params, Query, Body, Prepared> & PortalCaller

/** What a portal route says about itself; see `defineRoute`. How one is made stands at the head of index.ts. */
export interface PortalRouteDefinition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Prepared>
  extends Omit<RouteDefinition<Params, Query, Body, Prepared>, 'permission' | 'findProgram' | 'publicActor' | 'prepare' | 'handle' | 'handleShared'> {
  readonly permission: Permission
  readonly prepare?: (request: RequestFacts<z.output<Params>, z.output<Query>, z.output<Body>> & PortalCaller) => Promise<Prepared>
  readonly handle: (request: PortalRequest<z.output<Params>, z.output<Query>, z.output<Body>, Prepared>) => Promise<unknown>
}

/** Adds a route whose handler is told which affiliate asks. */
export function definePortalRoute<
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
  Prepared = undefined,
>(app: FastifyInstance, context: AppContext, definition: PortalRouteDefinition<Params, Query, Body, Prepared>): void {
  const { prepare, handle, ...rest } = definition
  defineRoute<Params, Query, Body, Prepared>(app, context, {
    ...rest,
    ...(prepare === undefined ? {} : { prepare: (request) => prepare({ ...request, ...callerOf(request.credential) }) }),
    handle: (request) => handle({ ...request, ...callerOf(request.credential) }),
  })
}

function callerOf(credential: Credential | null): PortalCaller {
  if (!isPortalCredential(credential)) throw new Error('a portal route without an affiliate')
  return credential.portal
}

/**
 * The user who asks, for what only a person can do: an API key, and an operator who looks at the portal as the affiliate, are refused. Throws
 * `permission_denied`.
 */
export function requirePerson({ affiliateUserId, session }: PortalCaller): { readonly userId: Uuid; readonly session: PortalSession } {
  if (affiliateUserId === null || session === null) throw new DomainError('permission_denied', { message: 'Only somebody who has signed in to the portal may do this.' })
  return { userId: affiliateUserId, session }
}
