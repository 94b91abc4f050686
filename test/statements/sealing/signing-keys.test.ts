import { createPrivateKey, createPublicKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Uuid } from '../../../src/domain/ids.ts'
import { createSecretBox } from '../../../src/app/secrets.ts'
import { canonicalJson } from '../../../src/domain/statements/sealing/canonical-json.ts'
import { keyDocument } from '../../../src/domain/statements/sealing/key-document.ts'
import { ensureSigningKey, fingerprintOf, listSigningKeys, rotateSigningKey, sign, verifySignature } from '../../../src/domain/statements/sealing/signing-keys.ts'
import { createTestApi, type TestApi } from '../../operator-api/support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const author = () => ({ actor: 'cli', now: api.context.clock.now() })
const ensure = (programId: Uuid) => api.context.db.inProgram(programId, (tx) => ensureSigningKey(tx, api.context.secretBox, programId, author()))
const rotate = (programId: Uuid) =>
  api.context.db.inProgram(programId, (tx) => rotateSigningKey(tx, api.context.secretBox, { programId, ...author(), reason: 'yearly' }))
const list = (programId: Uuid) => api.context.db.inProgram(programId, (tx) => listSigningKeys(tx, programId))

describe('signatures', () => {
  // RFC 8032 §7.1, test 3.
  const vector = {
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature: '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  }

  test('are those of RFC 8032', () => {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(vector.seed, 'hex')])
    const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    expect(createPublicKey(privateKey).export({ format: 'jwk' }).x).toBe(Buffer.from(vector.publicKey, 'hex').toString('base64url'))
    expect(sign({ privateKey }, Buffer.from(vector.message, 'hex')).toString('hex')).toBe(vector.signature)
  })

  test.each`
    case                 | publicKey           | message            | signature                               | holds
    ${'as it is'}        | ${vector.publicKey} | ${vector.message}  | ${vector.signature}                     | ${true}
    ${'another message'} | ${vector.publicKey} | ${'af83'}          | ${vector.signature}                     | ${false}
    ${'another byte'}    | ${vector.publicKey} | ${vector.message}  | ${vector.signature.replace('62', '63')} | ${false}
    ${'cut off'}         | ${vector.publicKey} | ${vector.message}  | ${vector.signature.slice(2)}            | ${false}
  `('hold for what was signed only: $case', ({ publicKey, message, signature, holds }) => {
    expect(verifySignature(Buffer.from(publicKey, 'hex'), Buffer.from(message, 'hex'), Buffer.from(signature, 'hex'))).toBe(holds)
  })
})

describe("a program's signing key", () => {
  test('is made when it is first asked for, once, however many ask', async () => {
    const { programId } = await api.addProgram('KeysAtOnce')
    const keys = await Promise.all(Array.from({ length: 10 }, () => ensure(programId)))
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1)
    const [key] = await list(programId)
    expect(key).toMatchObject({ createdBy: 'cli', retiredAt: null, endorsement: null })
    expect(key?.publicKey).toHaveLength(32)
  })

  test('signs what its public half verifies', async () => {
    const { programId } = await api.addProgram('KeysThatSign')
    const key = await ensure(programId)
    const signature = sign(key, Buffer.from('{"a":1}'))
    expect(verifySignature(key.publicKey, Buffer.from('{"a":1}'), signature)).toBe(true)
    expect(verifySignature(key.publicKey, Buffer.from('{"a":2}'), signature)).toBe(false)
    expect(fingerprintOf(key.publicKey)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('rotates: the old one signs the new one and no period any more', async () => {
    const { programId } = await api.addProgram('KeysThatRotate')
    const first = await ensure(programId)
    const second = await rotate(programId)
    expect((await ensure(programId)).id).toBe(second.id)
    const keys = await list(programId)
    expect(keys.map(({ id, retiredAt }) => [id, retiredAt !== null])).toEqual([[second.id, false], [first.id, true]])
    const endorsed = canonicalJson(keyDocument({ programId, id: second.id, publicKey: second.publicKey.toString('hex'), endorsedBy: first.id }))
    expect(second.endorsement?.keyId).toBe(first.id)
    expect(verifySignature(first.publicKey, Buffer.from(endorsed), second.endorsement?.signature ?? Buffer.alloc(64))).toBe(true)
  })

  test('rotates ten times at once into one chain with one key that signs', async () => {
    const { programId } = await api.addProgram('KeysInARace')
    await Promise.all(Array.from({ length: 10 }, () => rotate(programId)))
    const keys = await list(programId)
    expect(keys.filter(({ retiredAt }) => retiredAt === null)).toHaveLength(1)
    expect(keys.map(({ endorsement }) => endorsement?.keyId ?? null)).toEqual([...keys.slice(1).map(({ id }) => id), null])
  })

  test('is in the audit and in the outbox, without its private half', async () => {
    const { programId } = await api.addProgram('KeysOnRecord')
    await ensure(programId)
    await rotate(programId)
    const { audit, outbox } = await api.context.db.inProgram(programId, async (tx) => ({
      audit: await tx.sql<{ action: string; details: object }>({ text: "select action, details from audit_entry where program_id = $1 and action like 'signing_key.%' order by id", values: [programId] }),
      outbox: await tx.sql<{ kind: string }>({ text: 'select kind from outbox_event where program_id = $1', values: [programId] }),
    }))
    expect(audit.map(({ action }) => action)).toEqual(['signing_key.created', 'signing_key.rotated'])
    expect(audit[1]?.details).toMatchObject({ reason: 'yearly' })
    expect(outbox).toEqual([{ kind: 'signing_key.rotated' }])
  })

  test('that cannot be opened any more is not used, and is replaced without its word', async () => {
    const { programId } = await api.addProgram('KeysThatAreLost')
    const lost = await ensure(programId)
    const secretBox = createSecretBox({ secretKeys: ['another secret of 32 characters or more'] })
    await expect(api.context.db.inProgram(programId, (tx) => ensureSigningKey(tx, secretBox, programId, author()))).rejects.toMatchObject({ code: 'state_conflict' })
    const next = await api.context.db.inProgram(programId, (tx) => rotateSigningKey(tx, secretBox, { programId, ...author(), reason: 'lost' }))
    expect(next.endorsement).toBeNull()
    expect((await list(programId)).map(({ id, retiredAt }) => [id, retiredAt !== null])).toEqual([[next.id, false], [lost.id, true]])
  })
})
