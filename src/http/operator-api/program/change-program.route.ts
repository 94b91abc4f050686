import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { isPermitted } from '../../../domain/access/permissions.ts'
import { DomainError } from '../../../domain/errors.ts'
import { changeProgramSettings } from '../../../domain/programs/program-settings.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentProgram, programAnswer } from './present-program.ts'
import { changedProgramBody } from './program-fields.ts'

export function changeProgramRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/program',
    operationId: 'changeProgram',
    tag: 'Program',
    summary: "Change the program's settings",
    description: 'Changes what is sent. What is attributed or posted already stays as it is.',
    permission: 'settings:write',
    body: changedProgramBody,
    success: { status: 200, description: 'The program as it is now.', schema: programAnswer },
    refusals: ['already_exists', 'in_use', 'state_conflict'],
    handle: async ({ tx, body, programId, actor, permissions, now }) => {
      // Money by the way of settings is still money.
      if (body.commission !== undefined && !isPermitted(permissions, 'commission-plans:write')) throw new DomainError('permission_denied')
      const isAboutPayouts = [body.payoutHoldHours, body.payoutApproval, body.automaticPayoutRuns].some((value) => value !== undefined)
      if (isAboutPayouts && !isPermitted(permissions, 'payouts:write')) throw new DomainError('permission_denied')
      return presentProgram(await changeProgramSettings(tx, { programId, actor, now }, body), context.clock)
    },
  })
}
