import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { catchUp } from '../../../domain/programs/catch-up.ts'
import { moveTestClock } from '../../../domain/programs/move-test-clock.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentProgram, programAnswer } from './present-program.ts'
import { testClockBody } from './program-fields.ts'

export function moveTestClockRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/program/test-clock',
    operationId: 'moveTestClock',
    tag: 'Program',
    summary: "Move a test program's clock",
    description: 'Forward only. Holds, windows and periods follow; what fell due in between is done when this answers.',
    permission: 'settings:write',
    body: testClockBody,
    success: { status: 200, description: 'The program at its new time.', schema: programAnswer },
    refusals: ['not_a_test_program', 'clock_backwards'],
    handle: async ({ tx, body, programId, actor, now, afterCommit }) => {
      const program = await moveTestClock(tx, { programId, actor, now }, context.clock, body.now)
      afterCommit(() => catchUp(context, programId))
      return presentProgram(program, context.clock)
    },
  })
}
