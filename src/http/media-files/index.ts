import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { serveMediaFileRoute } from './serve-media-file.route.ts'

/** Where pages of affiliates load media from: open to everybody who knows an address. */
export function registerMediaFiles(server: FastifyInstance, context: AppContext): void {
  serveMediaFileRoute(server, context)
}
