import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { addProgram } from '../../../domain/programs/add-program.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { addedProgramAnswer, presentProgram } from './present-program.ts'
import { newProgramBody } from './program-fields.ts'

export function addProgramRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/program',
    operationId: 'addProgram',
    tag: 'Program',
    summary: 'Add a program to the operator',
    description: 'It works at once, with a default brand and a default plan, and has keys of its own: this credential does not reach into it.',
    permission: 'admin:write',
    body: newProgramBody,
    success: { status: 201, description: 'The new program and its first key.', schema: addedProgramAnswer },
    refusals: ['already_exists'],
    hasSecretAnswer: true,
    handle: async ({ tx, body: { test = false, ...input }, operatorId, programId, actor, now }) => {
      const added = await addProgram(tx, context.clock, { programId, actor, now }, { ...input, operatorId, isTest: test })
      return { ...presentProgram(added.settings, context.clock), apiKey: added.apiKey }
    },
  })
}
