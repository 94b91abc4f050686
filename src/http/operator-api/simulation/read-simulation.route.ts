import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readSimulation } from '../../../domain/simulation/stored-simulation.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentStoredSimulation, simulationAnswer } from './simulation-answer.ts'

const params = z.object({ id: idParams.shape.id, simulationId: idParams.shape.id })

export function readSimulationRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission-plan/:id/simulation/:simulationId',
    operationId: 'readSimulation',
    tag: 'Commission plans',
    summary: 'Read a simulation',
    description: 'Kept for 30 days.',
    permission: 'commission-plans:read',
    params,
    success: { status: 200, description: 'The simulation, with its result when it is done.', schema: simulationAnswer },
    handle: async ({ tx, programId, params: { id, simulationId } }) => presentStoredSimulation(await readSimulation(tx, programId, id, simulationId)),
  })
}
