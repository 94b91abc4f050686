import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Tx } from '../../../db/database.ts'
import type { Language } from '../../../domain/commissions/explanation.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { readPortalSettings } from '../../../domain/portal-sites/portal-settings.ts'
import { readOffer } from '../../../domain/portal-sites/read-offer.ts'
import { readProgramLogo } from '../../../domain/programs/program-logo.ts'
import { hostName } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { findProgramOfHost, findProgramOfSite } from './find-program.ts'
import { presentSite, siteAnswer } from './present-site.ts'
import { languageField, siteField } from './site-fields.ts'

const slugParams = z.object({ slug: siteField })
const language = languageField.optional().meta({ description: "Of the offer. Default: the portal's." })

/** What everybody may see of a portal. */
export function readSiteRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Portal', permission: 'public' } as const
  const told = async (tx: Tx, programId: Uuid, asked: Language | undefined) => {
    const settings = await readPortalSettings(tx, programId)
    return presentSite(settings, await readOffer(tx, context.clock, programId, asked ?? settings.defaultLanguage))
  }
  defineRoute(app, context, {
    ...common,
    path: '/site/:slug',
    operationId: 'readSite',
    summary: 'Read what a portal offers',
    description: 'How it looks, what it says, its terms and what the program pays.',
    params: slugParams,
    query: z.strictObject({ language }),
    findProgram: ({ params, headers }) => findProgramOfSite(context, params.slug, headers.host),
    success: { status: 200, description: 'The portal.', schema: siteAnswer },
    handle: ({ tx, programId, query }) => told(tx, programId, query.language),
  })
  defineRoute(app, context, {
    ...common,
    path: '/site',
    operationId: 'findSite',
    summary: 'Find the portal of a host',
    query: z.strictObject({ host: hostName, language }),
    findProgram: ({ query }) => findProgramOfHost(context, query.host),
    success: { status: 200, description: 'The portal.', schema: siteAnswer },
    refusals: ['not_found'],
    handle: ({ tx, programId, query }) => told(tx, programId, query.language),
  })
  defineRoute(app, context, {
    ...common,
    path: '/site/:slug/logo',
    operationId: 'readSiteLogo',
    summary: 'Read the logo of a portal',
    params: slugParams,
    findProgram: ({ params, headers }) => findProgramOfSite(context, params.slug, headers.host),
    success: { status: 200, description: 'The picture.', contentType: 'image/*' },
    handle: async ({ tx, programId, setHeader }) => {
      const logo = await readProgramLogo(tx, programId)
      if (logo === null) throw new DomainError('not_found')
      setHeader('content-type', logo.type)
      setHeader('cache-control', 'public, max-age=300')
      return logo.content
    },
  })
}
