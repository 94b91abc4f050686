import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { isRecordAmong } from '../click-domains/click-domain.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import { type PortalSettings, readPortalSettings } from './portal-settings.ts'

/**
 * Looks whether the record of the portal's host is among the texts that were found at it: the same one that shows whose a host of tracking links is.
 * Once verified it stays so. Throws `not_found` (there is none) and `already_exists` (another program has shown that the host is its own).
 */
export async function verifyPortalHost(tx: Tx, author: Author, secretBox: SecretBox, { host, texts }: { readonly host: string; readonly texts: readonly string[] }): Promise<PortalSettings> {
  const { programId, now } = author
  const settings = await readPortalSettings(tx, programId)
  if (settings.host !== host) throw new DomainError('not_found')
  const isNew = settings.hostVerifiedAt === null && isRecordAmong(secretBox, programId, host, texts)
  if (isNew) {
    const holder = await tx.sql({ text: 'select from portal_host where host = $1 and verified_at is not null', values: [host] })
    if (holder.length > 0) throw new DomainError('already_exists', { message: 'Another program has this host.' })
    await recordAudit(tx, { ...author, action: 'portal.host_verified', subjectType: 'program', subjectId: programId, details: { host } })
  }
  await namingConflicts({ portal_host_verified: 'host' }, () =>
    tx.count({
      text: 'update portal_host set checked_at = $2, verified_at = case when $3 then $2 else verified_at end where program_id = $1 and host = $4',
      values: [programId, now, isNew, host],
    }),
  )
  return readPortalSettings(tx, programId)
}
