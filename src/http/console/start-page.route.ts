import type { FastifyInstance } from 'fastify'

/** `GET /`: the dashboard, or the way into it. */
export function startPageRoute(app: FastifyInstance): void {
  app.get('/', (_request, reply) => reply.header('cache-control', 'no-store').redirect('/admin', 302))
}
