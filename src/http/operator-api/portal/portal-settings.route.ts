import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changePortalSettings, readPortalSettings } from '../../../domain/portal-sites/portal-settings.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { portalChangeBody } from './portal-fields.ts'
import { portalAnswer, presentPortal } from './present-portal.ts'

export function portalSettingsRoutes(app: FastifyInstance, context: AppContext): void {
  const { publicUrl } = context.config
  const common = { path: '/portal', tag: 'Portal', success: { status: 200, description: 'The settings of the portal.', schema: portalAnswer } } as const
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    operationId: 'readPortal',
    summary: "Read the settings of the affiliates' portal",
    permission: 'settings:read',
    handle: async ({ tx, programId }) => presentPortal(await readPortalSettings(tx, programId), publicUrl),
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
      presentPortal(await changePortalSettings(tx, { programId, actor, now }, body, new URL(publicUrl).hostname), publicUrl),
  })
}
