import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeLegalEntity } from '../../../domain/invoices/change-legal-entity.ts'
import { createLegalEntity } from '../../../domain/invoices/create-legal-entity.ts'
import { removeLegalEntity } from '../../../domain/invoices/remove-legal-entity.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedLegalEntityBody, newLegalEntityBody } from './legal-entity-fields.ts'
import { legalEntityAnswer, presentLegalEntity } from './present-legal-entity.ts'

export function writeLegalEntityRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { tag: 'Invoices', permission: 'settings:write' } as const
  defineRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/legal-entity',
    operationId: 'createLegalEntity',
    summary: 'Add a legal entity that issues invoices',
    description: 'Each counts its invoices and its credit notes by itself, without gaps.',
    body: newLegalEntityBody,
    success: { status: 201, description: 'The legal entity.', schema: legalEntityAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, body, programId, actor, now }) => presentLegalEntity(await createLegalEntity(tx, { programId, actor, now }, body)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'PATCH',
    path: '/legal-entity/:id',
    operationId: 'changeLegalEntity',
    summary: 'Change a legal entity',
    description: 'Changes what is sent, for what is issued from now on; issued invoices stay as they are. Prefix and next numbers are fixed once something is issued.',
    params: idParams,
    body: changedLegalEntityBody,
    success: { status: 200, description: 'The legal entity as it is now.', schema: legalEntityAnswer },
    refusals: ['already_exists', 'in_use'],
    handle: async ({ tx, params, body, programId, actor, now }) => presentLegalEntity(await changeLegalEntity(tx, { programId, actor, now }, params.id, body)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'DELETE',
    path: '/legal-entity/:id',
    operationId: 'removeLegalEntity',
    summary: 'Remove a legal entity that was never used',
    description: 'Neither the default, nor one that has issued something, nor one that tax profiles name.',
    params: idParams,
    success: { status: 204, description: 'Removed.' },
    refusals: ['in_use'],
    handle: ({ tx, params, programId, actor, now }) => removeLegalEntity(tx, { programId, actor, now }, params.id),
  })
}
