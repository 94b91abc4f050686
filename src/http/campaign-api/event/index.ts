import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { announceEvents } from '../../../domain/events/announce-events.ts'
import { EventQueue } from '../../../domain/events/event-queue.ts'
import { createEventsRoute } from './create-events.route.ts'
import { createSdkEventsRoute } from './create-sdk-events.route.ts'

export function registerEventRoutes(app: FastifyInstance, context: AppContext): void {
  const queue = new EventQueue(context, (programId, recorded) => {
    // Behind the answer. If it fails, workers look by themselves later.
    announceEvents(context, programId, recorded).catch((error: unknown) => {
      context.log.warn({ err: error, programId }, 'could not tell of recorded events')
    })
  })
  createEventsRoute(app, context, queue)
  createSdkEventsRoute(app, context, queue)
}
