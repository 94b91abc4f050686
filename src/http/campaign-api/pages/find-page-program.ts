import type { Uuid } from '../../../domain/ids.ts'
import type { PublicCall } from '../../plumbing/route.ts'
import { domainNotAllowed } from './domain-not-allowed.ts'
import type { ReportingPages } from './reporting-pages.ts'

/** The campaign that a page's call names, if its allowed domains have the page; then the page may read the answer. Throws permission_denied. */
export async function findPageProgram(
  pages: ReportingPages, campaignId: string | undefined, { headers: { origin }, setHeader }: PublicCall<unknown>,
): Promise<{ readonly programId: Uuid; readonly operatorId: Uuid }> {
  setHeader('vary', 'Origin')
  const program = campaignId === undefined || origin === undefined ? null : await pages.programOf(campaignId.toLowerCase(), origin)
  if (program === null || origin === undefined) throw domainNotAllowed()
  setHeader('access-control-allow-origin', origin)
  return program
}
