import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import type { AuditAction } from '../access/audit-action.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'

/** A host of the operator's own that tracking links begin with, once it is shown that it is theirs. */
export interface ClickDomain {
  readonly host: string
  readonly addedAt: Date | null
  /** When somebody last asked whether the record is there. */
  readonly checkedAt: Date | null
  readonly verifiedAt: Date | null
}

const DOMAINS_MAX = 20
const SELECTED = 'select host, added_at as "addedAt", checked_at as "checkedAt", verified_at as "verifiedAt" from click_domain where program_id = $1'

/** By name; all of them, there are few. */
export function listClickDomains(tx: Tx, programId: Uuid): Promise<ClickDomain[]> {
  return tx.sql<ClickDomain>({ text: `${SELECTED} order by host`, values: [programId] })
}

/** Throws `not_found`. */
export async function readClickDomain(tx: Tx, programId: Uuid, host: string): Promise<ClickDomain> {
  const [found] = await tx.sql<ClickDomain>({ text: `${SELECTED} and host = $2`, values: [programId, host] })
  if (found === undefined) throw new DomainError('not_found')
  return found
}

/** Names a host; links begin with it once it is verified. Again: answers it as it is. Throws `too_many` and `invalid_request` (our own host). */
export async function addClickDomain(tx: Tx, author: Author, { host, ownHost }: { readonly host: string, readonly ownHost: string }): Promise<ClickDomain> {
  const { programId, now } = author
  if (host === ownHost) throw new DomainError('invalid_request', { errors: [{ path: 'host', code: 'own_host', message: 'This host serves every program.' }] })
  await tx.sql({ name: 'lock-program', text: 'select id from program where id = $1 for no key update', values: [programId] })
  const known = await listClickDomains(tx, programId)
  const there = known.find((domain) => domain.host === host)
  if (there !== undefined) return there
  if (known.length >= DOMAINS_MAX) throw new DomainError('too_many', { message: `A program has ${DOMAINS_MAX} domains at most.` })
  await tx.sql({ text: 'insert into click_domain (host, program_id, added_at) values ($1, $2, $3)', values: [host, programId, now] })
  await tell(tx, author, 'click_domain.added', host)
  return readClickDomain(tx, programId, host)
}

/**
 * Looks whether the record is among the texts that were found. Once verified it stays so. Throws `not_found` and `already_exists` (another
 * program has shown that the host is its own).
 */
export async function verifyClickDomain(
  tx: Tx, author: Author, secretBox: SecretBox, { host, texts }: { readonly host: string, readonly texts: readonly string[] },
): Promise<ClickDomain> {
  const { programId, now } = author
  const domain = await readClickDomain(tx, programId, host)
  const isShown = isRecordAmong(secretBox, programId, host, texts)
  if (domain.verifiedAt !== null || !isShown) {
    await tx.sql({ text: 'update click_domain set checked_at = $3 where program_id = $1 and host = $2', values: [programId, host, now] })
    return readClickDomain(tx, programId, host)
  }
  const holder = await tx.sql({ text: 'select from click_domain where host = $1 and verified_at is not null', values: [host] })
  if (holder.length > 0) throw new DomainError('already_exists', { message: 'Another program has this host.' })
  await tx.sql({ text: 'update click_domain set checked_at = $3, verified_at = $3 where program_id = $1 and host = $2', values: [programId, host, now] })
  await tell(tx, author, 'click_domain.verified', host)
  await notifyLinkChange(tx, programId)
  return readClickDomain(tx, programId, host)
}

/** Links no longer begin with the host. Throws `not_found`. */
export async function removeClickDomain(tx: Tx, author: Author, host: string): Promise<void> {
  const { programId } = author
  await readClickDomain(tx, programId, host)
  await tx.sql({ text: 'delete from click_domain where program_id = $1 and host = $2', values: [programId, host] })
  await tell(tx, author, 'click_domain.removed', host)
  await notifyLinkChange(tx, programId)
}

/** Where the record stands that shows whose a host is, and what it says. */
export function recordOf(secretBox: SecretBox, programId: Uuid, host: string): { readonly name: string, readonly value: string } {
  return { name: recordNameOf(host), value: acceptedTexts(secretBox, programId, host)[0] }
}

export function recordNameOf(host: string): string {
  return `_fairshare.${host}`
}

/** Whether what was found at the record's name shows that a host is a program's. */
export function isRecordAmong(secretBox: SecretBox, programId: Uuid, host: string, texts: readonly string[]): boolean {
  return acceptedTexts(secretBox, programId, host).some((text) => texts.includes(text))
}

const TEXT_CHARACTERS = 32

/** Nobody else can know it, and no other program has the same; newest first, as the keys it is made of. */
function acceptedTexts(secretBox: SecretBox, programId: Uuid, host: string): readonly [string, ...string[]] {
  const [newest, ...older] = secretBox.fingerprints(host, `click domain ${programId}`).map((print) => `fairshare-domain=${print.toString('hex').slice(0, TEXT_CHARACTERS)}`)
  if (newest === undefined) throw new DomainError('impossible')
  return [newest, ...older]
}

async function tell(tx: Tx, { programId, actor, now }: Author, action: AuditAction, host: string): Promise<void> {
  await recordAudit(tx, { programId, actor, now, action, subjectType: 'click_domain', subjectId: null, details: { host } })
}
