import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archiveTrackerRoute } from './archive-tracker.route.ts'
import { changeTrackerRoute } from './change-tracker.route.ts'
import { createTrackerRoute } from './create-tracker.route.ts'
import { listTrackersRoute } from './list-trackers.route.ts'
import { readTrackerRoute } from './read-tracker.route.ts'

export function registerTrackerRoutes(app: FastifyInstance, context: AppContext): void {
  listTrackersRoute(app, context)
  createTrackerRoute(app, context)
  readTrackerRoute(app, context)
  changeTrackerRoute(app, context)
  archiveTrackerRoute(app, context)
}
