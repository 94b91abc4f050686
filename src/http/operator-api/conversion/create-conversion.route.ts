import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import { announceEvents } from '../../../domain/events/announce-events.ts'
import { readEvent } from '../../../domain/events/list-events.ts'
import { recordEvents } from '../../../domain/events/record-events.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { eventAnswer, presentEvent } from '../event/present-event.ts'
import { eventOfConversion, newConversionBody } from './conversion-fields.ts'

/** POST /conversion: somebody registers an order by hand. */
export function createConversionRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/conversion',
    operationId: 'createConversion',
    tag: 'Events',
    summary: 'Register a conversion by hand',
    description:
      'An order that came by telephone or message. It becomes a pending transaction of type sale with its commission computed. The answer is the event: `outcome` says whether it became one, `reason` why not.',
    permission: 'transactions:write',
    body: newConversionBody,
    success: { status: 201, description: 'The event, with what became of it.', schema: eventAnswer },
    refusals: ['conversion_limit_reached'],
    handle: async ({ tx, programId, actor, body, afterCommit }) => {
      const recorded = await recordEvents(tx, context, { programId, kind: 'manual', isVerified: true, actor }, [eventOfConversion(body)]).catch(tellAhead)
      afterCommit(() => announceEvents(context, programId, recorded))
      return presentEvent(await readEvent(tx, programId, recorded[0]?.id ?? ''))
    },
  })
}

function tellAhead(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'event_ahead') throw error
  throw new DomainError('invalid_request', { errors: [{ path: 'occurredAt', code: 'event_ahead', message: error.message }] })
}
