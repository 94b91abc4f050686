import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { recordNameOf } from '../../../domain/click-domains/click-domain.ts'
import { DomainError } from '../../../domain/errors.ts'
import { changePortalSettings, readPortalSettings } from '../../../domain/portal-sites/portal-settings.ts'
import { verifyPortalHost } from '../../../domain/portal-sites/verify-portal-host.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { portalChangeBody } from './portal-fields.ts'
import { portalAnswer, presentPortal } from './present-portal.ts'

export function portalSettingsRoutes(app: FastifyInstance, context: AppContext): void {
  const installationHost = new URL(context.config.publicUrl).hostname
  const common = { path: '/portal', tag: 'Portal', success: { status: 200, description: 'The settings of the portal.', schema: portalAnswer } } as const
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    operationId: 'readPortal',
    summary: "Read the settings of the affiliates' portal",
    permission: 'settings:read',
    handle: async ({ tx, programId }) => presentPortal(context, programId, await readPortalSettings(tx, programId)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'PATCH',
    operationId: 'changePortal',
    summary: "Change the settings of the affiliates' portal",
    description: 'Changes what is sent. Links in mails lead to the new address from then on.',
    permission: 'settings:write',
    body: portalChangeBody,
    refusals: ['already_exists'],
    handle: async ({ tx, programId, actor, now, body }) =>
      presentPortal(context, programId, await changePortalSettings(tx, { programId, actor, now }, body, installationHost)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/portal/host-verification',
    operationId: 'verifyPortalHost',
    summary: "Look for the record of the portal's host",
    description: 'Asks DNS for its TXT record. A host that is verified stays so, until another is named.',
    permission: 'settings:write',
    body: z.strictObject({}).optional(),
    refusals: ['not_found', 'already_exists'],
    // Nobody makes us ask for names that are no host of theirs.
    prepare: async ({ programId }) => {
      const { host } = await context.db.inProgram(programId, (tx) => readPortalSettings(tx, programId))
      if (host === null) throw new DomainError('not_found')
      return { host, texts: await context.outbound.findTexts(recordNameOf(host)) }
    },
    handle: async ({ tx, programId, actor, now, prepared }) =>
      presentPortal(context, programId, await verifyPortalHost(tx, { programId, actor, now }, context.secretBox, prepared)),
  })
}
