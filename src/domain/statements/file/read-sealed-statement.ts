import type { Tx } from '../../../db/database.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import { inclusionPath, leafHash } from '../sealing/merkle.ts'
import { listSigningKeys, type PublicSigningKey } from '../sealing/signing-keys.ts'
import type { PeriodSealDocument } from '../statement-document.ts'
import { readStatement } from '../statement.ts'
import type { FiledKey, SealedStatement } from './statement-file.ts'

/** A statement with its way to the signature of its period. Throws `not_found`, and `state_conflict` while the period is not sealed. */
export async function readSealedStatement(tx: Tx, programId: Uuid, statementId: Uuid): Promise<SealedStatement> {
  const statement = await readStatement(tx, programId, statementId)
  const seal = await readSeal(tx, programId, statement.periodName)
  if (seal === null) throw new DomainError('state_conflict', { message: `The period ${statement.periodName} is not sealed yet.` })
  const statements = await tx.sql<{ id: Uuid; hash: Buffer }>({
    text: 'select id, hash from statement where program_id = $1 and period_name = $2 order by affiliate_id',
    values: [programId, statement.periodName],
  })
  const index = statements.findIndex(({ id }) => id === statementId)
  const path = inclusionPath(statements.map(({ hash }) => leafHash(hash)), index)
  return {
    statement: statement.document,
    inclusion: { index, path: path.map((hash) => hash.toString('hex')) },
    seal: { document: seal.document, keyId: seal.keyId, signature: seal.signature.toString('hex') },
    keys: filedKeys(await listSigningKeys(tx, programId), seal.keyId),
  }
}

/** What closed a period; null: nothing has yet. */
export async function readSeal(tx: Tx, programId: Uuid, periodName: string): Promise<{ readonly document: PeriodSealDocument; readonly keyId: Uuid; readonly signature: Buffer } | null> {
  const [row] = await tx.sql<{ document: string; keyId: Uuid; signature: Buffer }>({
    text: 'select document, key_id as "keyId", signature from period_seal where program_id = $1 and period_name = $2',
    values: [programId, periodName],
  })
  // Our own text, signed as it stands.
  return row === undefined ? null : { ...row, document: JSON.parse(row.document) as PeriodSealDocument }
}

/** The key that signed and those that vouch for it, one for the next; the oldest first. */
function filedKeys(keys: readonly PublicSigningKey[], signerId: Uuid): FiledKey[] {
  const signer = keys.find(({ id }) => id === signerId)
  if (signer === undefined) return []
  const { id, publicKey, endorsement } = signer
  const filed = { id, publicKey: publicKey.toString('hex'), endorsement: endorsement && { keyId: endorsement.keyId, signature: endorsement.signature.toString('hex') } }
  return [...(endorsement === null ? [] : filedKeys(keys, endorsement.keyId)), filed]
}
