import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { addClickDomain, listClickDomains, readClickDomain, recordNameOf, removeClickDomain, verifyClickDomain } from '../../../domain/click-domains/click-domain.ts'
import { listOf } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { clickDomainAnswer, hostParams, newClickDomainBody, presentClickDomain } from './click-domain-fields.ts'

/** Hosts of the operator's own that tracking links begin with. */
export function clickDomainRoutes(app: FastifyInstance, context: AppContext): void {
  const ownHost = new URL(context.config.publicUrl).hostname
  defineRoute(app, context, {
    method: 'GET',
    path: '/click-domain',
    operationId: 'listClickDomains',
    tag: 'Programs',
    summary: 'List hosts of tracking links',
    permission: 'settings:read',
    success: { status: 200, description: 'All of them.', schema: listOf(clickDomainAnswer) },
    handle: async ({ tx, programId }) => ({ items: (await listClickDomains(tx, programId)).map((domain) => presentClickDomain(context, programId, domain)), nextCursor: null }),
  })
  defineRoute(app, context, {
    method: 'POST',
    path: '/click-domain',
    operationId: 'addClickDomain',
    tag: 'Programs',
    summary: 'Name a host for tracking links',
    description: 'Links begin with it once it is verified. Again: answers it as it is.',
    permission: 'settings:write',
    body: newClickDomainBody,
    success: { status: 201, description: 'The host, and the record that shows that it is yours.', schema: clickDomainAnswer },
    refusals: ['too_many'],
    handle: async ({ tx, programId, actor, now, body: { host } }) => presentClickDomain(context, programId, await addClickDomain(tx, { programId, actor, now }, { host, ownHost })),
  })
  defineRoute(app, context, {
    method: 'POST',
    path: '/click-domain/:host/verification',
    operationId: 'verifyClickDomain',
    tag: 'Programs',
    summary: 'Look for the record of a host',
    description: 'Asks DNS for its TXT record. A host that is verified stays so.',
    permission: 'settings:write',
    params: hostParams,
    body: z.strictObject({}).optional(),
    success: { status: 200, description: 'The host: `verified`, or still `pending`.', schema: clickDomainAnswer },
    refusals: ['already_exists'],
    // Nobody makes us ask for names that are no domain of theirs.
    prepare: async ({ programId, params: { host } }) => {
      await context.db.inProgram(programId, (tx) => readClickDomain(tx, programId, host))
      return context.outbound.findTexts(recordNameOf(host))
    },
    handle: async ({ tx, programId, actor, now, params: { host }, prepared: texts }) =>
      presentClickDomain(context, programId, await verifyClickDomain(tx, { programId, actor, now }, context.secretBox, { host, texts })),
  })
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/click-domain/:host',
    operationId: 'removeClickDomain',
    tag: 'Programs',
    summary: 'Take a host of tracking links away',
    description: 'Links that were published with it lead nowhere from then on.',
    permission: 'settings:write',
    params: hostParams,
    success: { status: 204, description: 'It is gone.' },
    handle: async ({ tx, programId, actor, now, params: { host } }) => void (await removeClickDomain(tx, { programId, actor, now }, host)),
  })
}
