import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { DomainError } from '../errors.ts'
import { addLegacyLinks, type NewLegacyLink } from './add-legacy-links.ts'
import { type LegacyLink, readLegacyLink } from './legacy-link.ts'

/** Adds one address of a former platform. @throws tracking_link_unknown, already_exists (also for the same link), too_many. */
export async function addLegacyLink(tx: Tx, author: Author, link: NewLegacyLink): Promise<LegacyLink> {
  const [result] = await addLegacyLinks(tx, author, [link])
  if (result?.outcome === 'created') return readLegacyLink(tx, author.programId, result.id)
  const isUnknown = result?.outcome === 'failed' && result.code === 'tracking_link_unknown'
  if (isUnknown) throw refusal('tracking_link_unknown', 'trackingLinkId', 'There is no such tracking link.')
  throw refusal('already_exists', 'value', 'This address stands for a link already.')
}

function refusal(code: 'tracking_link_unknown' | 'already_exists', path: string, message: string): DomainError {
  return new DomainError(code, { errors: [{ path, code, message }] })
}
