import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readProgramSnippet } from '../../../domain/programs/read-program-snippet.ts'
import { defineRoute } from '../../plumbing/route.ts'

const answer = z.strictObject({ html: z.string().meta({ description: 'To be put into every page, before `</head>`.' }) }).meta({ id: 'Snippet' })

export function readSnippetRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/program/snippet',
    operationId: 'readSnippet',
    tag: 'Program',
    summary: 'Read the HTML that puts the tracking script on a page',
    description: 'With the settings of the program as they are now: copy it again after a change of the attribution model, cookie days or click parameter.',
    permission: 'settings:read',
    success: { status: 200, description: 'Ready to copy.', schema: answer },
    handle: async ({ tx, programId }) => ({ html: await readProgramSnippet(tx, programId, context.config.publicUrl) }),
  })
}
