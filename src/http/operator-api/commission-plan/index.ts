import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { acceptPlanRoute } from './accept-plan.route.ts'
import { addPlanVersionRoute } from './add-plan-version.route.ts'
import { archiveCommissionPlanRoute } from './archive-commission-plan.route.ts'
import { assignPlanRoute } from './assign-plan.route.ts'
import { changeCommissionPlanRoute } from './change-commission-plan.route.ts'
import { comparePlanVersionsRoute } from './compare-plan-versions.route.ts'
import { createCommissionPlanRoute } from './create-commission-plan.route.ts'
import { endAssignmentRoute } from './end-assignment.route.ts'
import { listAssignmentsRoute } from './list-assignments.route.ts'
import { listCommissionPlansRoute } from './list-commission-plans.route.ts'
import { listPlanAcceptancesRoute } from './list-plan-acceptances.route.ts'
import { listPlanAcceptorsRoute } from './list-plan-acceptors.route.ts'
import { listPlanVersionsRoute } from './list-plan-versions.route.ts'
import { previewCommissionPlanRoute } from './preview-commission-plan.route.ts'
import { readCommissionPlanRoute } from './read-commission-plan.route.ts'
import { readPlanFairnessRoute } from './read-plan-fairness.route.ts'
import { readPlanTextRoute } from './read-plan-text.route.ts'

export function registerCommissionPlanRoutes(app: FastifyInstance, context: AppContext): void {
  listAssignmentsRoute(app, context)
  listCommissionPlansRoute(app, context)
  listPlanVersionsRoute(app, context)
  createCommissionPlanRoute(app, context)
  readCommissionPlanRoute(app, context)
  changeCommissionPlanRoute(app, context)
  archiveCommissionPlanRoute(app, context)
  addPlanVersionRoute(app, context)
  assignPlanRoute(app, context)
  endAssignmentRoute(app, context)
  readPlanTextRoute(app, context)
  readPlanFairnessRoute(app, context)
  comparePlanVersionsRoute(app, context)
  previewCommissionPlanRoute(app, context)
  acceptPlanRoute(app, context)
  listPlanAcceptancesRoute(app, context)
  listPlanAcceptorsRoute(app, context)
}
