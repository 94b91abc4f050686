import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Tx } from '../../../db/database.ts'
import { proofOf } from '../../../domain/affiliate-users/fresh-proof.ts'
import type { PortalCaller } from '../../../domain/affiliate-users/portal-credential.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { archivePayoutMethod } from '../../../domain/payout-methods/archive-payout-method.ts'
import { changePayoutMethod } from '../../../domain/payout-methods/change-payout-method.ts'
import { createPayoutMethod } from '../../../domain/payout-methods/create-payout-method.ts'
import { holdOf } from '../../../domain/payout-methods/hold-of.ts'
import { type ListedPayoutMethod, listPayoutMethods, type PayoutMethod, readPayoutMethod } from '../../../domain/payout-methods/payout-method.ts'
import { type Proof, requireProof } from '../../../domain/payout-methods/proof.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { changedPayoutMethodBody, kindField, newPayoutMethodBody } from '../../operator-api/payout-method/payout-method-fields.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredInstant, commonFields, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { definePortalRoute, requirePerson } from '../portal-route.ts'

const EXAMPLE = { kind: 'bank', currency: 'EUR', label: 'Business account', details: { holderName: 'Anna Example', iban: 'DE89 3704 0044 0532 0130 00' } }
const newBody = newPayoutMethodBody.omit({ affiliateId: true, reason: true }).meta({ id: 'NewOwnPayoutMethod', examples: [EXAMPLE] })
const changeBody = changedPayoutMethodBody.omit({ reason: true }).meta({ id: 'OwnPayoutMethodChange', examples: [{ makeDefault: true, label: 'Main account' }] })

const methodAnswer = z
  .strictObject({
    ...commonFields,
    kind: kindField,
    currency: z.string().meta({ examples: ['EUR'] }),
    label: z.string().nullable(),
    hint: z.string().meta({ description: 'What is shown of the details.', examples: ['DE89 … 3000'] }),
    status: z.enum(['payable', 'held', 'archived']).meta({ description: 'held: nothing is paid to it before `heldUntil`.' }),
    isDefault: z.boolean(),
    heldUntil: answeredInstant.nullable(),
    enteredBy: z.enum(['affiliate', 'operator']),
    archivedAt: answeredInstant.nullable(),
  })
  .meta({ id: 'OwnPayoutMethod' })

const query = z.strictObject({ ...listQuery, status: z.enum(['active', 'archived']).optional().meta({ description: 'Default: `active`.' }) })

/** Where an affiliate wants its money: told to all its contacts, held, and changed only by who signed in with a second factor just now. */
export function ownPayoutMethodsRoutes(app: FastifyInstance, context: AppContext): void {
  const { clock, secretBox, config } = context
  const desk = { clock, secretBox, publicUrl: config.publicUrl }
  const common = { tag: 'Payout methods', permission: 'payouts:write' } as const
  const told = async (tx: Tx, programId: Uuid, method: ListedPayoutMethod) => presentMethod(method, programNow(await ownProgram(tx, programId), clock))
  definePortalRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/payout-method',
    operationId: 'listOwnPayoutMethods',
    summary: 'List where you are paid',
    description: 'Newest first; details are never shown again, but for `hint`.',
    permission: 'payouts:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(methodAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, status } }) => {
      const now = programNow(await ownProgram(tx, programId), clock)
      const page = cutPage(await listPayoutMethods(tx, { programId, affiliateId, status, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((method) => presentMethod(method, now)), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/payout-method',
    operationId: 'createOwnPayoutMethod',
    summary: 'Enter where you want to be paid',
    description: "Takes a fresh proof with a second factor. Nothing is paid to it for the program's hold; every contact of the affiliate is told.",
    body: newBody,
    success: { status: 201, description: 'The new payout method.', schema: methodAnswer },
    refusals: ['fresh_sign_in_required', 'affiliate_unknown', 'too_many'],
    handle: async ({ tx, programId, actor, body, ...caller }) => {
      const proof = ownProof(caller)
      return told(tx, programId, await createPayoutMethod(tx, { programId, actor, ...desk }, { ...body, affiliateId: caller.affiliateId, proof }))
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'PATCH',
    path: '/payout-method/:id',
    operationId: 'changeOwnPayoutMethod',
    summary: 'Change where you are paid',
    description: 'Other `details` or another `currency` make a new method, with a new id, which replaces this one. All but the label takes a fresh proof with a second factor.',
    params: idParams,
    body: changeBody,
    success: { status: 200, description: 'The payout method as it is now; under its new id where it was replaced.', schema: methodAnswer },
    refusals: ['fresh_sign_in_required', 'state_conflict', 'payout_details_unreadable'],
    handle: async ({ tx, programId, actor, params, body, ...caller }) => {
      const proof = ownProof(caller)
      await requireOwnMethod(tx, programId, caller.affiliateId, params.id)
      return told(tx, programId, await changePayoutMethod(tx, { programId, actor, ...desk }, params.id, { ...body, proof }))
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'DELETE',
    path: '/payout-method/:id',
    operationId: 'archiveOwnPayoutMethod',
    summary: 'Remove a payout method',
    description: 'Takes a fresh proof with a second factor. The default goes last.',
    params: idParams,
    success: { status: 204, description: 'Nothing is paid to it any more.' },
    refusals: ['fresh_sign_in_required', 'state_conflict'],
    handle: async ({ tx, programId, actor, params, ...caller }) => {
      requireProof(ownProof(caller), clock.now())
      await requireOwnMethod(tx, programId, caller.affiliateId, params.id)
      await archivePayoutMethod(tx, { programId, actor, ...desk }, params.id)
    },
  })
}

function ownProof(caller: PortalCaller): Proof {
  return proofOf(requirePerson(caller).session)
}

async function requireOwnMethod(tx: Tx, programId: Uuid, affiliateId: Uuid, id: Uuid): Promise<void> {
  if ((await readPayoutMethod(tx, programId, id)).affiliateId !== affiliateId) throw new DomainError('not_found')
}

function presentMethod(method: PayoutMethod, now: Date): object {
  const { id, createdAt, updatedAt, kind, currency, label, hint, isDefault, heldUntil, archivedAt, createdBy } = method
  const enteredBy = createdBy.startsWith('affiliate-') ? 'affiliate' : 'operator'
  return { id, createdTs: createdAt, updatedTs: updatedAt, kind, currency, label, hint, status: holdOf(method, now) ?? 'payable', isDefault, heldUntil, enteredBy, archivedAt }
}
