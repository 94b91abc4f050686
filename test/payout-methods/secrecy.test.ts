import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecretBox } from '../../src/app/secrets.ts'
import { createPayoutMethod } from '../../src/domain/payout-methods/create-payout-method.ts'
import { readPayoutMethod } from '../../src/domain/payout-methods/payout-method.ts'
import { openDetails } from '../../src/domain/payout-methods/sealed-details.ts'
import { TEST_SECRET } from '../support/context.ts'
import { findTexts } from '../support/find-texts.ts'
import { BANK, HINT, IBAN, OTHER_BANK, PayoutMethods } from './payout-method-fixture.ts'

const OLD_SECRET = 'a secret of before, at least 32 characters'
/** Parts of the details, and of what an operator writes about them. */
const MARKERS = ['370400440532', '37 04004405 3201', 'zulmira', 'quaresma', '9386011117']

let methods: PayoutMethods
beforeAll(async () => { methods = await PayoutMethods.open() })
afterAll(() => methods.api.close())

const inProgram: typeof methods.api.context.db.inProgram = (programId, work) => methods.api.context.db.inProgram(programId, work)

/** `table: row` of everything in the database that has one of the texts, in text, JSON or bytes. */
const findInDatabase = (texts: readonly string[]) => findTexts(methods.api.context.database.ownerUrl, texts)

describe('details', () => {
  test('are nowhere in the clear: not in the database, its audit, its outbox or its kept answers, nor in any answer', async () => {
    const affiliateId = await methods.affiliate()
    const headers = { 'idempotency-key': 'once' }
    const body = { affiliateId, kind: 'bank', details: BANK, reason: 'a form' }
    const made = await methods.api.post('/payout-method', body, { headers })
    const replay = await methods.api.post('/payout-method', body, { headers })
    const changed = await methods.change(made.body.id, { details: OTHER_BANK })
    const revealed = await methods.api.post(`/payout-method/${made.body.id}/reveal`, { reason: 'by hand' }, { headers: { 'idempotency-key': 'look' } })
    const lists = [await methods.api.get('/payout-method'), await methods.api.get('/payout-method?status=archived'), await methods.api.get(`/payout-method/${made.body.id}`), await methods.api.get('/audit')]
    expect(replay.body).toEqual(made.body)
    expect(revealed.body).toEqual({ kind: 'bank', details: { ...BANK, country: 'DE', bic: null, accountNumber: null, bankCode: null } })
    expect(revealed.headers['cache-control']).toBe('no-store')
    for (const answer of [made, replay, changed, ...lists]) {
      for (const marker of MARKERS) expect(answer.text.toLowerCase()).not.toContain(marker)
    }
    expect(await findInDatabase(MARKERS)).toEqual([])
  })

  test('can be opened for their own method only, and only as what they are', async () => {
    const { programId } = methods.api.program
    const { secretBox } = methods.api.context
    const id = await methods.add(await methods.affiliate())
    const method = await inProgram(programId, (tx) => readPayoutMethod(tx, programId, id))
    expect(openDetails(secretBox, method)).toMatchObject({ kind: 'bank', iban: IBAN })
    const others = [
      { ...method, id: methods.api.program.operatorId }, { ...method, affiliateId: id }, { ...method, programId: id }, { ...method, kind: 'pix' as const }, { ...method, sealedDetails: null },
      { ...method, sealedDetails: Buffer.alloc(3) },
    ]
    for (const other of others) expect(() => openDetails(secretBox, other)).toThrow(expect.objectContaining({ code: 'payout_details_unreadable' }))
  })

  test('of a method that somebody swapped in the database are not read, nor paid to', async () => {
    const [mine, theirs] = [await methods.add(await methods.affiliate()), await methods.add(await methods.affiliate(), { details: OTHER_BANK })]
    await methods.rows('update payout_method m set sealed_details = o.sealed_details from payout_method o where m.id = $1 and o.id = $2', mine, theirs)
    expect(await methods.api.post(`/payout-method/${mine}/reveal`, { reason: 'to pay' })).toMatchObject({ status: 409, body: { code: 'payout_details_unreadable' } })
    expect((await methods.change(mine, { currency: 'SEK' })).body.code).toBe('payout_details_unreadable')
    expect((await methods.change(mine, { details: BANK })).status).toBe(200)
  })

  test('open after the secret was exchanged, and their account is still known as the same; without the old secret they are to be entered anew', async () => {
    const { programId } = methods.api.program
    const { clock } = methods.api.context
    const [one, two] = [await methods.affiliate(), await methods.affiliate()]
    const proof = { kind: 'operator', reason: 'a form' } as const
    const input = { kind: 'paypal', details: { email: 'rotated@example.com' }, proof } as const
    const makeWith = (affiliateId: string, secretKeys: readonly [string, ...string[]]) =>
      inProgram(programId, (tx) => createPayoutMethod(tx, { programId, actor: 'cli', clock, secretBox: createSecretBox({ secretKeys }), publicUrl: 'http://localhost' }, { ...input, affiliateId }))
    const before = await makeWith(one, [OLD_SECRET])
    const after = await makeWith(two, [TEST_SECRET, OLD_SECRET])
    expect(after.sharedWith).toBe(1)
    expect(openDetails(createSecretBox({ secretKeys: [TEST_SECRET, OLD_SECRET] }), before)).toEqual({ kind: 'paypal', email: 'rotated@example.com' })
    expect(await methods.api.post(`/payout-method/${before.id}/reveal`, { reason: 'to pay' })).toMatchObject({ status: 409, body: { code: 'payout_details_unreadable' } })
    expect((await methods.api.post(`/payout-method/${after.id}/reveal`, { reason: 'to pay' })).body.details).toEqual({ email: 'rotated@example.com' })
  })
})

describe('the fingerprint of an account', () => {
  test('cannot be made without the secret, nor compared between places', () => {
    const [box, other] = [createSecretBox({ secretKeys: [TEST_SECRET] }), createSecretBox({ secretKeys: [OLD_SECRET] })]
    const [print] = box.fingerprints('iban DE89370400440532013000', 'payout account a')
    expect(box.fingerprints('iban DE89370400440532013000', 'payout account a')).toEqual([print])
    expect(other.fingerprints('iban DE89370400440532013000', 'payout account a')).not.toContainEqual(print)
    expect(box.fingerprints('iban DE89370400440532013000', 'payout account b')).not.toContainEqual(print)
    expect(createSecretBox({ secretKeys: [OLD_SECRET, TEST_SECRET] }).fingerprints('iban DE89370400440532013000', 'payout account a')).toContainEqual(print)
  })
})

describe('the erasure of an affiliate', () => {
  test('takes details, hints, labels, reasons, fingerprints and former addresses; id and kind stay, and nothing can be paid to it', async () => {
    const affiliateId = await methods.affiliate({ email: 'zu@quaresma.example' })
    await methods.api.patch(`/affiliate/${affiliateId}`, { email: 'other@example.com' })
    const first = await methods.add(affiliateId, { kind: 'paypal', details: { email: 'zulmira@quaresma.example' }, label: 'Conta da Zulmira', reason: 'Zulmira asked' })
    const second = (await methods.change(first, { details: { email: 'z@quaresma.example' }, reason: 'Zulmira again' })).body.id
    expect(await findInDatabase(['quaresma', 'zulmira'])).not.toEqual([])
    await methods.api.post(`/affiliate/${affiliateId}/erasure`)
    expect(await findInDatabase(['quaresma', 'zulmira'])).toEqual([])
    for (const id of [first, second]) {
      expect(await methods.read(id)).toMatchObject({ kind: 'paypal', hint: '', label: null, status: 'archived', isDefault: false, sharedWith: 0 })
      expect(await methods.api.post(`/payout-method/${id}/reveal`, { reason: 'to pay' })).toMatchObject({ status: 409, body: { code: 'payout_details_unreadable' } })
    }
    expect(await methods.rows('select 1 from payout_method where affiliate_id = $1 and (sealed_details is not null or fingerprint is not null)', affiliateId)).toEqual([])
    expect((await methods.rows<{ hint: string }>("select hint from payout_method where hint = $1", HINT)).length).toBeGreaterThan(0)
  })

  test('and a new method at once leave none behind', async () => {
    const affiliateId = await methods.affiliate()
    await Promise.all([methods.post(affiliateId), methods.api.post(`/affiliate/${affiliateId}/erasure`), methods.post(affiliateId), methods.post(affiliateId)])
    expect(await methods.rows('select 1 from payout_method where affiliate_id = $1 and sealed_details is not null', affiliateId)).toEqual([])
  })
})

describe("the application's role", () => {
  test('cannot delete a method, nor change whose it is, its kind, currency or what it replaces', async () => {
    const { programId } = methods.api.program
    for (const statement of ['delete from payout_method', 'delete from payout_method_event', ...['affiliate_id = id', "kind = 'other'", "currency = 'USD'", 'replaces_id = null', 'created_by = null'].map((set) => `update payout_method set ${set}`)]) {
      await expect(inProgram(programId, (tx) => tx.sql({ text: statement })), statement).rejects.toMatchObject({ code: '42501' })
    }
  })
})
