import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeUserRoute } from './change-user.route.ts'
import { listUsersRoute } from './list-users.route.ts'
import { readUserRoute } from './read-user.route.ts'
import { signOutUserRoute } from './sign-out-user.route.ts'

export function registerUserRoutes(app: FastifyInstance, context: AppContext): void {
  listUsersRoute(app, context)
  readUserRoute(app, context)
  changeUserRoute(app, context)
  signOutUserRoute(app, context)
}
