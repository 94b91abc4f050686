import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { CHAPTERS_MAX, tellStory } from '../../../domain/stories/tell-story.ts'
import { readCursor, writeCursor } from '../../plumbing/cursor.ts'
import { externalId, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentStory, storyAnswer } from './present-story.ts'

const query = z.strictObject({
  about: externalId.meta({ description: 'An externalId of a transaction, an order, the operator’s id of a customer, or an id of ours of either.', examples: ['order-1001'] }),
  ...listQuery,
})

export function tellStoryRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/story',
    operationId: 'tellStory',
    tag: 'Commissions',
    summary: 'What happened to an order or a customer?',
    description: `Every registration, event and transaction that was accepted under a name: how it came, whose it is, where it stands and why, and each commission line with its reason, in three languages. At most ${CHAPTERS_MAX} transactions a page, newest first.`,
    permission: 'ledger:read',
    query,
    success: { status: 200, description: 'One page of the story; empty when nothing of that name was accepted.', schema: storyAnswer },
    handle: async ({ tx, programId, query: { about, limit, cursor } }) => {
      const story = await tellStory(tx, programId, about, readCursor(cursor), limit)
      return presentStory(story, story.nextAfterId === null ? null : writeCursor(story.nextAfterId))
    },
  })
}
