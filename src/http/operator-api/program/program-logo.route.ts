import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import { changeProgramLogo, LOGO_BYTES_MAX, readProgramLogo } from '../../../domain/programs/program-logo.ts'
import { canBeDrawn } from '../../../domain/statements/pdf/can-be-drawn.ts'
import { defineRoute } from '../../plumbing/route.ts'

/** Characters of base64 that 256 KiB take. */
const LONGEST_CONTENT = Math.ceil(LOGO_BYTES_MAX / 3) * 4

/** A white point. */
const EXAMPLE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC'

const logoBody = z
  .strictObject({ content: z.base64().max(LONGEST_CONTENT).meta({ description: 'A PNG or JPEG in base64: at most 256 KiB, 2,000 pixels to a side and 500,000 in all.' }) })
  .meta({ id: 'ProgramLogo', examples: [{ content: EXAMPLE }] })

/** The picture at the head of statements and invoices. */
export function programLogoRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { path: '/program/logo', tag: 'Program' } as const
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    operationId: 'readProgramLogo',
    summary: "Read the program's logo",
    permission: 'settings:read',
    success: { status: 200, description: 'The picture as it is printed: a PNG without transparency.', contentType: 'image/*' },
    refusals: ['not_found'],
    handle: async ({ tx, programId, setHeader }) => {
      const logo = await readProgramLogo(tx, programId)
      if (logo === null) throw new DomainError('not_found')
      setHeader('content-type', logo.type)
      return logo.content
    },
  })
  defineRoute(app, context, {
    ...common,
    method: 'PUT',
    operationId: 'changeProgramLogo',
    summary: "Set the program's logo",
    description: 'It stands at the head of statements and invoices.',
    permission: 'settings:write',
    body: logoBody,
    success: { status: 204, description: 'Set.' },
    handle: ({ tx, programId, actor, now, body }) => changeProgramLogo(tx, { programId, actor, now }, Buffer.from(body.content, 'base64'), canBeDrawn),
  })
  defineRoute(app, context, {
    ...common,
    method: 'DELETE',
    operationId: 'removeProgramLogo',
    summary: "Take the program's logo away",
    permission: 'settings:write',
    success: { status: 204, description: 'There is none any more.' },
    handle: ({ tx, programId, actor, now }) => changeProgramLogo(tx, { programId, actor, now }, null, canBeDrawn),
  })
}
