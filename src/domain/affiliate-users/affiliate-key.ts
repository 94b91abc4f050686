import { build, type Tx } from '../../db/database.ts'
import { hashSecret, hintOf } from '../access/api-key-secret.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { makeAffiliateKeySecret } from './affiliate-key-secret.ts'

/** A key of an affiliate for its own data, as people see it after it was made: never the secret. */
export interface AffiliateKey {
  readonly id: Uuid
  readonly name: string
  readonly hint: string
  readonly access: 'read' | 'write'
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

export const KEYS_PER_AFFILIATE = 20
const KEYS_SHOWN = 100

const COLUMNS = 'id, name, hint, access, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"'

/** Newest first, revoked ones too. */
export function listAffiliateKeys(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<AffiliateKey[]> {
  return tx.sql<AffiliateKey>({
    text: `select ${COLUMNS} from affiliate_api_key where program_id = $1 and affiliate_id = $2 order by id desc limit $3`, values: [programId, affiliateId, KEYS_SHOWN],
  })
}

async function readAffiliateKey(tx: Tx, programId: Uuid, affiliateId: Uuid, id: Uuid): Promise<AffiliateKey> {
  const [key] = await tx.sql<AffiliateKey>({
    text: `select ${COLUMNS} from affiliate_api_key where program_id = $1 and affiliate_id = $2 and id = $3`, values: [programId, affiliateId, id],
  })
  if (key === undefined) throw new DomainError('not_found')
  return key
}

/** Makes a key; its secret is shown now and never again. Throws `too_many`. */
export async function createAffiliateKey(
  tx: Tx, author: Author, affiliateId: Uuid, { name, access }: { readonly name: string; readonly access: 'read' | 'write' },
): Promise<AffiliateKey & { readonly secret: string }> {
  const { programId, actor, now } = author
  const inForce = (await listAffiliateKeys(tx, programId, affiliateId)).filter(({ revokedAt }) => revokedAt === null)
  if (inForce.length >= KEYS_PER_AFFILIATE) throw new DomainError('too_many')
  const secret = makeAffiliateKeySecret((await ownProgram(tx, programId)).is_test)
  const id: Uuid = newId()
  await tx.all(
    build.insertInto('affiliate_api_key').values({ program_id: programId, id, affiliate_id: affiliateId, name, hint: hintOf(secret), access, created_by: actor, created_at: now }),
  )
  await tx.all(build.insertInto('affiliate_api_key_lookup').values({ key_hash: hashSecret(secret), program_id: programId, affiliate_api_key_id: id }))
  await recordAudit(tx, { ...author, action: 'affiliate_key.created', subjectType: 'affiliate_key', subjectId: id, details: { affiliateId, access } })
  return { ...(await readAffiliateKey(tx, programId, affiliateId, id)), secret }
}

/** Ends a key, from the next request on. Revoking it again changes nothing. Throws `not_found`. */
export async function revokeAffiliateKey(tx: Tx, author: Author, affiliateId: Uuid, id: Uuid): Promise<void> {
  const { programId, now } = author
  const key = await readAffiliateKey(tx, programId, affiliateId, id)
  if (key.revokedAt !== null) return
  await tx.count({ text: 'update affiliate_api_key set revoked_at = $3 where program_id = $1 and id = $2', values: [programId, id, now] })
  await recordAudit(tx, { ...author, action: 'affiliate_key.revoked', subjectType: 'affiliate_key', subjectId: id })
}
