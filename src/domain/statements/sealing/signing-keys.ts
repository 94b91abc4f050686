import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign as signWith, verify } from 'node:crypto'
import type { Tx } from '../../../db/database.ts'
import type { Author } from '../../access/author.ts'
import { recordAudit } from '../../access/record-audit.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { DomainError } from '../../errors.ts'
import { newId, type Uuid } from '../../ids.ts'
import { recordEvent } from '../../outbox/record-event.ts'
import { keyDocument } from './key-document.ts'
import { canonicalJson } from './canonical-json.ts'
import { sha256 } from './sha256.ts'

/** A key that seals periods: it can sign. */
export interface SigningKey {
  readonly id: Uuid
  /** Raw: 32 bytes. */
  readonly publicKey: Buffer
  readonly privateKey: KeyObject
}

/** The half of a key that everybody may know. */
export interface PublicSigningKey {
  readonly id: Uuid
  readonly publicKey: Buffer
  readonly createdBy: string
  readonly createdAt: Date
  readonly retiredAt: Date | null
  /** The key before it, and that one's signature over this key (`keyDocument`); null: it is the first. */
  readonly endorsement: { readonly keyId: Uuid; readonly signature: Buffer } | null
}

/**
 * The key that seals periods of a program now: the newest that is not retired. Makes the program's first when there is none. Locks the
 * program's row, so that two callers get the same. Throws `state_conflict` when the key cannot be opened with the installation's secrets.
 */
export async function ensureSigningKey(tx: Tx, secretBox: SecretBox, programId: Uuid, author: Omit<Author, 'programId'>): Promise<SigningKey> {
  const current = await lockCurrentKey(tx, secretBox, programId)
  if (current === 'unopened') throw new DomainError('state_conflict', { message: 'The signing key cannot be opened with the SECRET_KEY of this installation: bring that back, or replace the key.' })
  if (current !== null) return current
  const key = await addKey(tx, secretBox, programId, author, null)
  await recordAudit(tx, { programId, ...author, action: 'signing_key.created', subjectType: 'signing_key', subjectId: key.id, details: { fingerprint: fingerprintOf(key.publicKey) } })
  return key
}

/**
 * Replaces the key that seals periods. What the old one has signed stays valid; it signs the new one as its last act, so that whoever trusts
 * the old one can trust the new one; a key that cannot be opened any more is replaced without its word. Audited, and told in the outbox.
 * `reason`: for the audit.
 */
export async function rotateSigningKey(tx: Tx, secretBox: SecretBox, author: Author & { readonly reason: string }): Promise<PublicSigningKey> {
  const { programId, actor, now, reason } = author
  const current = await lockCurrentKey(tx, secretBox, programId)
  const before = current === 'unopened' ? null : current
  const key = await addKey(tx, secretBox, programId, author, before)
  await tx.sql({ text: 'update signing_key set retired_at = $3 where program_id = $1 and id <> $2 and retired_at is null', values: [programId, key.id, now] })
  const details = { fingerprint: fingerprintOf(key.publicKey), endorsedBy: before?.id ?? null }
  await recordAudit(tx, { programId, actor, now, action: 'signing_key.rotated', subjectType: 'signing_key', subjectId: key.id, details: { ...details, reason } })
  await recordEvent(tx, { programId, now, kind: 'signing_key.rotated', subjectType: 'signing_key', subjectId: key.id, payload: details })
  const added = (await listSigningKeys(tx, programId)).find(({ id }) => id === key.id)
  assert(added !== undefined, 'a key that is not found after it was made')
  return added
}

/** Every key that a program has had, newest first. */
export async function listSigningKeys(tx: Tx, programId: Uuid): Promise<PublicSigningKey[]> {
  const rows = await tx.sql<Omit<PublicSigningKey, 'endorsement'> & { readonly endorsedBy: Uuid | null; readonly signature: Buffer | null }>({
    text: `select id, public_key as "publicKey", created_by as "createdBy", created_at as "createdAt", retired_at as "retiredAt",
                  endorsed_by as "endorsedBy", endorsement as signature
             from signing_key where program_id = $1 order by id desc`,
    values: [programId],
  })
  return rows.map(({ endorsedBy, signature, ...key }) => ({ ...key, endorsement: endorsedBy === null || signature === null ? null : { keyId: endorsedBy, signature } }))
}

/** An Ed25519 signature (RFC 8032) over bytes as they are: 64 bytes. */
export function sign(key: Pick<SigningKey, 'privateKey'>, bytes: Uint8Array): Buffer {
  return signWith(null, bytes, key.privateKey)
}

/** Whether a signature is of these bytes and by the private half of this key. `publicKey`: raw. */
export function verifySignature(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }, format: 'jwk' }), signature)
}

/** The name of a public key for people to compare: SHA-256 of its 32 bytes, in hex. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return sha256(publicKey).toString('hex')
}

async function lockCurrentKey(tx: Tx, secretBox: SecretBox, programId: Uuid): Promise<SigningKey | 'unopened' | null> {
  await tx.sql({ text: 'select id from program where id = $1 for no key update', values: [programId] })
  const [row] = await tx.sql<{ id: Uuid; publicKey: Buffer; sealed: Buffer }>({
    text: `select id, public_key as "publicKey", sealed_private_key as sealed from signing_key
            where program_id = $1 and retired_at is null order by id desc limit 1`,
    values: [programId],
  })
  if (row === undefined) return null
  const opened = secretBox.open(row.sealed, placeOf(programId, row.id))
  if (opened === null) return 'unopened'
  return { id: row.id, publicKey: row.publicKey, privateKey: createPrivateKey({ key: Buffer.from(opened, 'base64'), format: 'der', type: 'pkcs8' }) }
}

async function addKey(tx: Tx, secretBox: SecretBox, programId: Uuid, { actor, now }: Omit<Author, 'programId'>, before: SigningKey | null): Promise<SigningKey> {
  const id: Uuid = newId()
  const { privateKey, publicKey: publicHalf } = generateKeyPairSync('ed25519')
  const publicKey = Buffer.from(publicHalf.export({ format: 'jwk' }).x ?? '', 'base64url')
  const sealed = secretBox.seal(privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), placeOf(programId, id))
  const endorsement = before === null ? null : sign(before, Buffer.from(canonicalJson(keyDocument({ programId, id, publicKey: publicKey.toString('hex'), endorsedBy: before.id }))))
  await tx.sql({
    text: `insert into signing_key (program_id, id, public_key, sealed_private_key, created_by, created_at, endorsed_by, endorsement)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [programId, id, publicKey, sealed, actor, now, before?.id ?? null, endorsement],
  })
  return { id, publicKey, privateKey }
}

function placeOf(programId: Uuid, keyId: Uuid): string {
  return `signing_key ${programId} ${keyId}`
}
