import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readImportsRoutes } from './read-imports.route.ts'
import { startImportRoutes } from './start-import.route.ts'
import { uploadImportRoutes } from './upload-import.route.ts'

export function registerImportRoutes(app: FastifyInstance, context: AppContext): void {
  uploadImportRoutes(app, context)
  readImportsRoutes(app, context)
  startImportRoutes(app, context)
}
