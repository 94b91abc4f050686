import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetFormerEmails } from '../../src/domain/affiliates/former-email.ts'
import { changePayoutMethod } from '../../src/domain/payout-methods/change-payout-method.ts'
import { createPayoutMethod, METHODS_PER_AFFILIATE } from '../../src/domain/payout-methods/create-payout-method.ts'
import { readPayableMethods } from '../../src/domain/payout-methods/payout-method.ts'
import type { Proof } from '../../src/domain/payout-methods/proof.ts'
import { BANK, HINT, IBAN, NOW, OTHER_BANK, PayoutMethods } from './payout-method-fixture.ts'

const HOUR_MS = 3_600_000
const ABSENT = '019abc00-0000-7000-8000-000000000001'
const IN_72_HOURS = '2026-11-18T12:00:00.000Z'

let methods: PayoutMethods
let affiliateId: string
beforeAll(async () => { methods = await PayoutMethods.open() })
beforeEach(async () => {
  methods.api.context.clock.set(NOW)
  affiliateId = await methods.affiliate()
})
afterAll(() => methods.api.close())

const authorOf = (actor: string) => ({ programId: methods.api.program.programId, actor, clock: methods.api.context.clock, secretBox: methods.api.context.secretBox, publicUrl: methods.api.context.config.publicUrl })
const inProgram: typeof methods.api.context.db.inProgram = (programId, work) => methods.api.context.db.inProgram(programId, work)
const setHold = (payoutHoldHours: number) => methods.api.patch('/program', { payoutHoldHours })
const freshProof = (): Proof => ({ kind: 'fresh_sign_in', at: methods.api.context.clock.now(), secondFactor: true })

describe('a payout method', () => {
  test('is answered with a hint of its details; its currency is the program\'s unless it says another', async () => {
    const { status, body } = await methods.post(affiliateId, { label: 'Business' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ affiliateId, kind: 'bank', currency: 'EUR', label: 'Business', hint: HINT, isDefault: true, status: 'held', heldUntil: IN_72_HOURS, replacesId: null, sharedWith: 0, archivedAt: null })
    expect((await methods.post(affiliateId, { currency: 'BRL', kind: 'pix', details: { keyType: 'cpf', key: '52998224725', holderName: 'Ana' } })).body).toMatchObject({ currency: 'BRL', hint: 'CPF … 725', isDefault: false })
    const { items } = (await methods.api.get(`/payout-method?affiliateId=${affiliateId}&kind=pix`)).body
    expect(items).toMatchObject([{ kind: 'pix', hint: 'CPF … 725' }])
    expect((await methods.api.get(`/payout-method?affiliateId=${affiliateId}`)).body.items).toHaveLength(2)
  })

  test.each`
    case                          | body                                           | path
    ${'a mistyped IBAN'}          | ${{ details: { ...BANK, iban: 'DE89370400440532013001' } }} | ${'details.iban'}
    ${'details of another kind'}  | ${{ kind: 'paypal' }}                          | ${'details.email'}
    ${'a currency that is none'}  | ${{ currency: 'XXX' }}                         | ${'currency'}
    ${'no reason'}                | ${{ reason: ' ' }}                             | ${'reason'}
    ${'an unmade default'}        | ${{ makeDefault: false }}                      | ${'makeDefault'}
    ${'a number for a text'}      | ${{ details: { ...BANK, bic: 5 } }}            | ${'details.bic'}
  `('with $case is refused, and the answer does not repeat it', async ({ body, path }) => {
    const answer = await methods.post(affiliateId, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect(answer.body.errors[0].path).toBe(path)
    expect(answer.text).not.toMatch(/53201300|Zulmira/)
  })

  test('is for those who can be owed: also who left, not the organic affiliate, not who was erased or is another program\'s', async () => {
    await methods.api.delete(`/affiliate/${affiliateId}`)
    expect((await methods.post(affiliateId)).status).toBe(201)
    const [organic] = await methods.rows<{ id: string }>('select id from affiliate where is_organic and program_id = $1', methods.api.program.programId)
    const erased = await methods.affiliate()
    await methods.api.post(`/affiliate/${erased}/erasure`)
    for (const id of [organic?.id, erased, ABSENT]) expect(await methods.post(String(id))).toMatchObject({ status: 422, body: { code: 'affiliate_unknown', errors: [{ path: 'affiliateId' }] } })
  })

  test('is one of at most twenty', async () => {
    const first = await methods.add(affiliateId)
    await methods.rows(
      `insert into payout_method select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'is_default', false))).* from payout_method m, generate_series(3, $2) where m.id = $1`,
      first, METHODS_PER_AFFILIATE,
    )
    const answers = await Promise.all([1, 2, 3].map(() => methods.post(affiliateId)))
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([201, 'too_many', 'too_many'])
  })

  test('needs the permission for payouts', async () => {
    const reader = (await methods.api.post('/api-key', { name: 'reads', permissions: { payouts: 'read', affiliates: 'write', ledger: 'write' } })).body.key
    const id = await methods.add(affiliateId)
    expect((await methods.api.get(`/payout-method/${id}`, { key: reader })).status).toBe(200)
    for (const [method, path, body] of [['POST', '/payout-method', {}], ['PATCH', `/payout-method/${id}`, { label: 'x' }], ['DELETE', `/payout-method/${id}`, undefined], ['POST', `/payout-method/${id}/reveal`, { reason: 'x' }]] as const) {
      expect((await methods.api.call(method, path, { key: reader, ...(body === undefined ? {} : { body }) })).status).toBe(403)
    }
  })
})

describe('the default', () => {
  test('is the first, until another is made it', async () => {
    const first = await methods.add(affiliateId)
    const second = await methods.add(affiliateId, { details: OTHER_BANK })
    expect([(await methods.read(first)).isDefault, (await methods.read(second)).isDefault]).toEqual([true, false])
    const third = await methods.add(affiliateId, { details: OTHER_BANK, makeDefault: true })
    expect(await Promise.all([first, second, third].map(async (id) => (await methods.read(id)).isDefault))).toEqual([false, false, true])
    expect((await methods.change(second, { makeDefault: true })).body).toMatchObject({ id: second, isDefault: true })
    expect((await methods.read(third)).isDefault).toBe(false)
  })

  test('is what an affiliate is paid by; who has none is missing', async () => {
    const [other, none] = [await methods.affiliate(), await methods.affiliate()]
    const [first, second] = [await methods.add(affiliateId), await methods.add(other)]
    const payable = await inProgram(methods.api.program.programId, (tx) => readPayableMethods(tx, methods.api.program.programId, [affiliateId, other, none]))
    expect([...payable].map(([affiliate, method]) => [affiliate, method.id]).sort()).toEqual([[affiliateId, first], [other, second]].sort())
    expect(payable.get(affiliateId)).toMatchObject({ kind: 'bank', currency: 'EUR', hint: HINT, heldUntil: new Date(IN_72_HOURS), isDefault: true })
  })

  test('is one, whatever ten calls at once make it', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => methods.post(affiliateId, { makeDefault: true })))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    const ids = answers.map(({ body }) => body.id)
    await Promise.all(ids.map((id) => methods.change(id, { makeDefault: true })))
    const { items } = (await methods.api.get(`/payout-method?affiliateId=${affiliateId}`)).body
    expect(items.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toHaveLength(1)
  })

  test('cannot be archived while there are others; the last one can', async () => {
    const [first, second] = [await methods.add(affiliateId), await methods.add(affiliateId)]
    expect(await methods.api.delete(`/payout-method/${first}`)).toMatchObject({ status: 409, body: { code: 'state_conflict' } })
    expect((await methods.api.delete(`/payout-method/${second}`)).status).toBe(204)
    expect((await methods.api.delete(`/payout-method/${second}`)).status).toBe(204)
    expect((await methods.api.delete(`/payout-method/${first}`)).status).toBe(204)
    expect(await methods.read(first)).toMatchObject({ status: 'archived', isDefault: false, archivedAt: NOW })
    expect((await methods.api.get(`/payout-method?affiliateId=${affiliateId}`)).body.items).toEqual([])
    expect((await methods.api.get(`/payout-method?affiliateId=${affiliateId}&status=archived`)).body.items).toHaveLength(2)
    expect((await methods.change(first, { label: 'x' })).body.code).toBe('state_conflict')
    expect((await methods.add(affiliateId)).length).toBe(36)
  })
})

describe('other details', () => {
  test('are another method, which replaces the one before; that is archived and keeps its own', async () => {
    const first = await methods.add(affiliateId, { label: 'mine' })
    const { status, body } = await methods.change(first, { details: OTHER_BANK })
    expect(status).toBe(200)
    expect(body).toMatchObject({ replacesId: first, hint: 'NO93 … 7947', isDefault: true, label: 'mine', status: 'held' })
    expect(body.id).not.toBe(first)
    expect(await methods.read(first)).toMatchObject({ status: 'archived', hint: HINT, isDefault: false })
    expect((await methods.api.post(`/payout-method/${first}/reveal`, { reason: 'what was it?' })).body.details.iban).toBe(IBAN)
  })

  test('that are wrong change nothing', async () => {
    const first = await methods.add(affiliateId)
    expect((await methods.change(first, { details: { ...BANK, iban: 'DE00' } })).status).toBe(400)
    expect(await methods.read(first)).toMatchObject({ status: 'held', isDefault: true })
  })

  test('and another currency too are a change of where money goes', async () => {
    const first = await methods.add(affiliateId)
    const { body } = await methods.change(first, { currency: 'SEK' })
    expect(body).toMatchObject({ replacesId: first, currency: 'SEK', hint: HINT })
    expect((await methods.change(body.id, { currency: 'SEK', label: 'same' })).body).toMatchObject({ id: body.id, label: 'same' })
  })

  test('replace a method once, of ten changes at once', async () => {
    const first = await methods.add(affiliateId)
    const answers = await Promise.all(Array.from({ length: 10 }, () => methods.change(first, { details: OTHER_BANK })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)])
    expect((await methods.api.get(`/payout-method?affiliateId=${affiliateId}`)).body.items).toHaveLength(1)
  })

  test.each`
    change
    ${{ details: OTHER_BANK }}
    ${{ currency: 'SEK' }}
    ${{ makeDefault: true }}
  `('need a reason: $change', async ({ change }) => {
    await methods.add(affiliateId)
    const id = await methods.add(affiliateId)
    expect(await methods.api.patch(`/payout-method/${id}`, change)).toMatchObject({ status: 400, body: { errors: [{ path: 'reason', code: 'required' }] } })
    expect((await methods.api.patch(`/payout-method/${id}`, { label: 'only a name' })).status).toBe(200)
  })

  test('of an affiliate by itself need a sign-in of the last five minutes with a second factor', async () => {
    const { programId } = methods.api.program
    const author = authorOf(`affiliate:${affiliateId}`)
    const input = { affiliateId, kind: 'bank', details: BANK } as const
    const stale: Proof = { kind: 'fresh_sign_in', at: new Date(methods.api.context.clock.now().getTime() - 301_000), secondFactor: true }
    await expect(inProgram(programId, (tx) => createPayoutMethod(tx, author, { ...input, proof: stale }))).rejects.toMatchObject({ code: 'fresh_sign_in_required', kind: 'forbidden' })
    const made = await inProgram(programId, (tx) => createPayoutMethod(tx, author, { ...input, proof: freshProof() }))
    const weak: Proof = { kind: 'fresh_sign_in', at: methods.api.context.clock.now(), secondFactor: false }
    await expect(inProgram(programId, (tx) => changePayoutMethod(tx, author, made.id, { details: OTHER_BANK, proof: weak }))).rejects.toMatchObject({ code: 'fresh_sign_in_required' })
    const changed = await inProgram(programId, (tx) => changePayoutMethod(tx, author, made.id, { details: OTHER_BANK, proof: freshProof() }))
    expect((await methods.read(changed.id)).events).toMatchObject([{ kind: 'replaced', actor: `affiliate:${affiliateId}`, proof: 'fresh_sign_in', reason: null }])
  })
})

describe('a hold', () => {
  test('begins with a method, its details and its being the default, and ends by the setting of that moment', async () => {
    const { clock } = methods.api.context
    const [first, second] = [await methods.add(affiliateId), await methods.add(affiliateId)]
    clock.advanceMs(72 * HOUR_MS - 1)
    expect((await methods.read(first)).status).toBe('held')
    clock.advanceMs(1)
    expect((await methods.read(first)).status).toBe('payable')
    expect((await methods.change(second, { makeDefault: true })).body).toMatchObject({ status: 'held', heldUntil: '2026-11-21T12:00:00.000Z' })
    expect((await methods.read(first)).status).toBe('payable')
    expect((await methods.change(first, { makeDefault: true })).body).toMatchObject({ status: 'held' })
    clock.advanceMs(HOUR_MS)
    expect((await methods.change(first, { details: OTHER_BANK })).body).toMatchObject({ status: 'held', heldUntil: '2026-11-21T13:00:00.000Z' })
  })

  test('is not shortened by a shorter setting, which needs the permission for payouts too and is in the audit', async () => {
    expect((await methods.api.get('/program')).body.payoutHoldHours).toBe(72)
    const id = await methods.add(affiliateId)
    const key = (await methods.api.post('/api-key', { name: 'settings', permissions: { settings: 'write' } })).body.key
    expect((await methods.api.patch('/program', { payoutHoldHours: 0 }, { key })).status).toBe(403)
    expect((await setHold(0)).body.payoutHoldHours).toBe(0)
    expect((await methods.read(id)).heldUntil).toBe(IN_72_HOURS)
    expect((await methods.api.get('/audit')).body.items[0]).toMatchObject({ action: 'program.changed', details: { payoutHoldHours: 0 } })
    expect((await methods.post(await methods.affiliate())).body).toMatchObject({ status: 'payable', heldUntil: null })
    const second = await methods.add(affiliateId)
    expect((await methods.change(second, { makeDefault: true })).body).toMatchObject({ status: 'payable', heldUntil: null })
    expect((await methods.change(id, { makeDefault: true })).body.heldUntil).toBe(IN_72_HOURS)
    await setHold(72)
  })

  test.each`
    hours     | status
    ${-1}     | ${400}
    ${0}      | ${200}
    ${2160}   | ${200}
    ${2161}   | ${400}
    ${1.5}    | ${400}
  `('of $hours hours: $status', async ({ hours, status }) => {
    expect((await setHold(hours)).status).toBe(status)
    await setHold(72)
  })
})

describe('who hears of it', () => {
  test('the affiliate, of whatever changes where its money goes: ids, which the deliverer looks up', async () => {
    const first = await methods.add(affiliateId)
    const replacement = (await methods.change(first, { details: OTHER_BANK })).body.id
    const second = await methods.add(affiliateId)
    await methods.change(second, { makeDefault: true })
    await methods.change(second, { label: 'only a name' })
    await methods.api.delete(`/payout-method/${replacement}`)
    const told = await methods.events('payout_method.changed', affiliateId)
    expect(told.map(({ payload: { change, payoutMethodId, formerPayoutMethodId } }) => [change, payoutMethodId, formerPayoutMethodId])).toEqual([
      ['created', first, null], ['replaced', replacement, first], ['created', second, null], ['made_default', second, replacement], ['archived', replacement, null],
    ])
    expect(told[0]?.payload).toEqual({ change: 'created', payoutMethodId: first, formerPayoutMethodId: null, kind: 'bank', currency: 'EUR', heldUntil: IN_72_HOURS, previousContact: false })
  })

  test('at the address before as well, when it was changed in the last seven days', async () => {
    const { clock } = methods.api.context
    const known = await methods.affiliate({ email: 'known@example.com' })
    await methods.api.patch(`/affiliate/${known}`, { email: 'Known@Example.com', name: 'written otherwise' })
    await methods.add(known)
    await methods.api.patch(`/affiliate/${known}`, { email: 'thief@example.com' })
    await methods.api.patch(`/affiliate/${known}`, { email: 'thief2@example.com' })
    clock.advanceMs(7 * 24 * HOUR_MS - 1)
    await methods.add(known)
    expect(await methods.rows('select email from former_email where affiliate_id = $1 order by id', known)).toEqual([{ email: 'Known@Example.com' }, { email: 'thief@example.com' }])
    clock.advanceMs(1)
    await methods.add(known)
    expect((await methods.events('payout_method.changed', known)).map(({ payload }) => payload['previousContact'])).toEqual([false, true, false])
    const { programId } = methods.api.program
    expect(await inProgram(programId, (tx) => forgetFormerEmails(tx, { programId, now: clock.now(), limit: 10 }))).toBe(2)
    expect(await methods.rows('select email from former_email where affiliate_id = $1', known)).toEqual([])
  })

  test('the history of the method: who, by what proof, and why; the audit has all but the reason', async () => {
    const first = await methods.add(affiliateId, { reason: 'form signed by Zulmira', kind: 'paypal', details: { email: 'history@example.com' } })
    await methods.api.post(`/payout-method/${first}/reveal`, { reason: 'October by hand' })
    await methods.change(first, { label: 'renamed', reason: 'no matter' })
    const { events } = await methods.read(first)
    expect(events).toMatchObject([
      { kind: 'relabelled', proof: null, reason: null }, { kind: 'revealed', proof: 'operator', reason: 'October by hand' }, { kind: 'created', proof: 'operator', reason: 'form signed by Zulmira' },
    ])
    const { items } = (await methods.api.get(`/audit?subjectId=${first}`)).body
    expect(items.map(({ action, details }: { action: string; details: object }) => [action, details])).toEqual([
      ['payout_method.relabelled', { affiliateId, kind: 'paypal', currency: 'EUR' }],
      ['payout_method.revealed', { affiliateId, kind: 'paypal', currency: 'EUR', proof: 'operator' }],
      ['payout_method.created', { affiliateId, kind: 'paypal', currency: 'EUR', proof: 'operator' }],
    ])
  })
})

describe('one account of several affiliates', () => {
  test('is told with the second: on both methods, in the outbox and in the audit', async () => {
    const [other, third] = [await methods.affiliate(), await methods.affiliate()]
    const account = { keyType: 'email', key: 'shared@exemplo.br' }
    const first = await methods.add(affiliateId, { kind: 'pix', details: { ...account, holderName: 'Ana' } })
    const again = await methods.add(affiliateId, { kind: 'pix', details: { ...account, holderName: 'Ana' } })
    expect([(await methods.read(first)).sharedWith, (await methods.read(again)).sharedWith]).toEqual([0, 0])
    const second = await methods.post(other, { kind: 'pix', details: { ...account, key: 'SHARED@exemplo.br', holderName: 'Somebody else' } })
    expect(second.body.sharedWith).toBe(1)
    await methods.api.delete(`/payout-method/${second.body.id}`)
    await methods.add(third, { kind: 'pix', details: { ...account, holderName: 'Ana' } })
    expect((await methods.read(first)).sharedWith).toBe(2)
    expect((await methods.events('payout_method.shared', other))[0]).toMatchObject({ subject_id: second.body.id, payload: { affiliateId: other, kind: 'pix', sharedWith: [affiliateId] } })
    expect((await methods.events('payout_method.shared', third))[0]?.payload['sharedWith']).toEqual([affiliateId, other].sort())
    expect((await methods.api.get(`/audit?subjectId=${second.body.id}`)).body.items.map(({ action }: { action: string }) => action)).toContain('payout_method.shared')
  })

  test('is not one of two programs', async () => {
    const other = await methods.api.addProgram('Elsewhere')
    const stranger = (await methods.api.post('/affiliate', { name: 'x' }, { key: other.apiKey })).body.id
    await methods.add(affiliateId, { kind: 'paypal', details: { email: 'both@example.com' } })
    const answer = await methods.api.post('/payout-method', { affiliateId: stranger, kind: 'paypal', details: { email: 'both@example.com' }, reason: 'x' }, { key: other.apiKey })
    expect(answer.body).toMatchObject({ sharedWith: 0, hint: 'b…@example.com' })
    const prints = await methods.rows<{ n: number }>("select count(distinct fingerprint)::integer as n from payout_method where hint = 'b…@example.com'")
    expect(prints).toEqual([{ n: 2 }])
  })

  test('is not the same free text', async () => {
    const details = { instructions: 'Cheque to the address on file' }
    await methods.add(affiliateId, { kind: 'other', details })
    expect((await methods.post(await methods.affiliate(), { kind: 'other', details })).body).toMatchObject({ sharedWith: 0, hint: '…' })
  })

  test('is told by one of two that enter it at once', async () => {
    const affiliates = await Promise.all(Array.from({ length: 10 }, () => methods.affiliate()))
    await Promise.all(affiliates.map((id) => methods.add(id, { kind: 'paypal', details: { email: 'ten@example.com' } })))
    const told = await methods.rows("select id from outbox_event where kind = 'payout_method.shared' and affiliate_id = any($1::uuid[])", affiliates)
    expect(told).toHaveLength(9)
  })
})
