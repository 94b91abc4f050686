import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { listSigningKeys, rotateSigningKey } from '../../../domain/statements/sealing/signing-keys.ts'
import { text } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentSigningKey, signingKeyAnswer } from './present-signing-key.ts'

const LONGEST_REASON = 2_000

const rotationBody = z.strictObject({ reason: text(LONGEST_REASON).meta({ description: 'Why; for the audit.' }) }).meta({ id: 'NewSigningKey', examples: [{ reason: 'Once a year' }] })

/** The keys that seal periods, and their rotation. */
export function signingKeyRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/signing-key',
    operationId: 'listSigningKeys',
    tag: 'Periods and statements',
    summary: 'List the keys that seal periods',
    description: 'Their public halves, the newest first. Publish the fingerprint where affiliates find it without this server: then nobody can seal in your name.',
    permission: 'ledger:read',
    success: { status: 200, description: 'All of them.', schema: z.strictObject({ items: z.array(signingKeyAnswer) }) },
    handle: async ({ tx, programId }) => ({ items: (await listSigningKeys(tx, programId)).map(presentSigningKey) }),
  })
  defineRoute(app, context, {
    method: 'POST',
    path: '/signing-key',
    operationId: 'rotateSigningKey',
    tag: 'Periods and statements',
    summary: 'Replace the key that seals periods',
    description: 'The old key signs the new one as its last act and is retired. What it has sealed stays valid.',
    permission: 'settings:write',
    body: rotationBody,
    success: { status: 201, description: 'The new key.', schema: signingKeyAnswer },
    handle: async ({ tx, programId, actor, body }) => {
      const now = programNow(await ownProgram(tx, programId), context.clock)
      return presentSigningKey(await rotateSigningKey(tx, context.secretBox, { programId, actor, now, reason: body.reason }))
    },
  })
}
