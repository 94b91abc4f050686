import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readProgramSettings } from '../../../domain/programs/program-settings.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentProgram, programAnswer } from './present-program.ts'

export function readProgramRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/program',
    operationId: 'readProgram',
    tag: 'Program',
    summary: "Read the program's settings",
    permission: 'settings:read',
    success: { status: 200, description: 'The program of the credential.', schema: programAnswer },
    handle: async ({ tx, programId, now }) => presentProgram(await readProgramSettings(tx, programId, now), context.clock),
  })
}
