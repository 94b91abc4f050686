import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { addProgramRoute } from './add-program.route.ts'
import { changeProgramRoute } from './change-program.route.ts'
import { moveTestClockRoute } from './move-test-clock.route.ts'
import { programLogoRoutes } from './program-logo.route.ts'
import { readProgramRoute } from './read-program.route.ts'
import { readSnippetRoute } from './read-snippet.route.ts'

export function registerProgramRoutes(app: FastifyInstance, context: AppContext): void {
  readProgramRoute(app, context)
  changeProgramRoute(app, context)
  readSnippetRoute(app, context)
  addProgramRoute(app, context)
  moveTestClockRoute(app, context)
  programLogoRoutes(app, context)
}
