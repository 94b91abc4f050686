import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { Uuid } from '../ids.ts'
import { LEGACY_PERSONAL_FIELDS, readLegacyLink } from './legacy-link.ts'
import { notifyLegacyLinkChange } from './notify-legacy-link-change.ts'

/** Takes an address of a former platform back: visitors who follow it find nothing any more. Throws `not_found`. */
export async function removeLegacyLink(tx: Tx, author: Author, id: Uuid): Promise<void> {
  const { programId } = author
  const { parameter, value, trackingLinkId } = await readLegacyLink(tx, programId, id)
  await tx.all(build.deleteFrom('legacy_link').where('program_id', '=', programId).where('id', '=', id))
  const details = withoutPersonalValues({ parameter, value, trackingLinkId }, LEGACY_PERSONAL_FIELDS)
  await recordAudit(tx, { ...author, action: 'legacy_link.removed', subjectType: 'legacy_link', subjectId: id, details })
  await notifyLegacyLinkChange(tx, programId, { parameter, value })
}
