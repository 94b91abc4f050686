import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseAffiliate } from '../../src/domain/affiliates/erase-affiliate.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { readTaxProfiles } from '../../src/domain/invoices/tax-profile.ts'
import { InvoiceDesk } from './invoice-desk.ts'

const ABSENT = '019abc00-0000-7000-8000-000000000001'

let finance: InvoiceDesk
let other: { apiKey: string }
let anna: Uuid

beforeAll(async () => {
  finance = await InvoiceDesk.open('2026-10-09T12:00:00Z')
  other = await finance.api.addProgram('Other')
  anna = await finance.desk.affiliate('anna')
})
afterAll(() => finance.api.close())

const newEntity = (fields: object, key?: string) =>
  finance.api.post('/legal-entity', { name: 'Acme Ltd', address: 'Valletta', country: 'MT', prefix: 'ACME', ...fields }, key === undefined ? {} : { key })
const change = (id: Uuid, body: object) => finance.api.patch(`/legal-entity/${id}`, body)
const remove = (id: Uuid) => finance.api.delete(`/legal-entity/${id}`)

describe('a legal entity', () => {
  test('has to be there before anybody is self-billed', async () => {
    expect((await finance.profile(anna)).body.code).toBe('legal_entity_required')
    expect((await finance.profile(anna, { invoicing: 'uploaded' })).status).toBe(201)
  })

  test('is the default when it is the first, of ten at the same time too', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => newEntity({ prefix: `T${n}` })))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
    expect(answers.filter(({ body }) => body.isDefault)).toHaveLength(1)
    const [first] = answers.filter(({ body }) => body.isDefault)
    expect((await remove(first?.body.id)).body.code).toBe('in_use')
    expect((await change(first?.body.id, { isDefault: false })).body.code).toBe('in_use')
    const { body } = await newEntity({ isDefault: true, taxId: 'mt 1167-9112' })
    expect(body).toMatchObject({ isDefault: true, taxId: 'MT11679112', nextInvoiceNumber: 1, nextCreditNoteNumber: 1, hasIssued: false })
    for (const { body: { id } } of answers) expect((await remove(id)).status).toBe(204)
    expect((await finance.api.get('/legal-entity')).body.items).toEqual([body])
  })

  test.each`
    field                  | wrong             | status | code
    ${'prefix'}            | ${'ACME'}         | ${409} | ${'already_exists'}
    ${'prefix'}            | ${'ACME-CN'}      | ${400} | ${'invalid_request'}
    ${'prefix'}            | ${'acme'}         | ${400} | ${'invalid_request'}
    ${'prefix'}            | ${''}             | ${400} | ${'invalid_request'}
    ${'taxId'}             | ${'MT11679113'}   | ${400} | ${'invalid_request'}
    ${'country'}           | ${'Malta'}        | ${400} | ${'invalid_request'}
    ${'name'}              | ${' '}            | ${400} | ${'invalid_request'}
    ${'nextInvoiceNumber'} | ${0}              | ${400} | ${'invalid_request'}
    ${'nextInvoiceNumber'} | ${1.5}            | ${400} | ${'invalid_request'}
    ${'next'}              | ${1}              | ${400} | ${'invalid_request'}
  `('is refused with $wrong as $field', async ({ field, wrong, status, code }) => {
    expect(await newEntity({ prefix: 'NEW', [field]: wrong })).toMatchObject({ status, body: { code } })
  })

  test('is changed: country and tax id fit together, and its numbers may be set until it has issued', async () => {
    const { body } = await newEntity({ prefix: 'LTD', taxId: 'MT11679112' })
    expect((await change(body.id, { country: 'DE' })).body.errors).toMatchObject([{ path: 'taxId', code: 'invalid_tax_id', message: expect.stringContaining('DE136695976') }])
    const changed = await change(body.id, { country: 'DE', taxId: 'DE136695976', prefix: 'GMBH', nextInvoiceNumber: 50, nextCreditNoteNumber: 7 })
    expect(changed.body).toMatchObject({ country: 'DE', taxId: 'DE136695976', prefix: 'GMBH', nextInvoiceNumber: 50, nextCreditNoteNumber: 7, isDefault: false, name: 'Acme Ltd' })
    expect((await change(body.id, { taxId: null })).body.taxId).toBeNull()
    expect((await change(body.id, { prefix: 'ACME' })).body.code).toBe('already_exists')
    expect((await change(ABSENT, { name: 'x' })).status).toBe(404)
  })

  test('issues for those who name it, from where it was told to count; then its numbers are fixed, and it stays', async () => {
    const { items } = (await finance.api.get('/legal-entity')).body
    const { id } = items.find(({ prefix }: { prefix: string }) => prefix === 'GMBH')
    expect((await finance.profile(anna, { legalEntityId: id, withholdingRate: '0' })).status).toBe(201)
    expect((await remove(id)).body.code).toBe('in_use')
    await finance.adjust(anna, 100)
    await finance.desk.clock('2026-11-03T09:00:00Z')
    await finance.desk.close('2026-10')
    expect(await finance.invoices()).toMatchObject([{ number: 'GMBH-000050', legalEntityId: id }])
    expect((await change(id, { name: 'Acme GmbH', nextInvoiceNumber: 51, prefix: 'GMBH' })).body).toMatchObject({ name: 'Acme GmbH', hasIssued: true, nextInvoiceNumber: 51 })
    for (const fixed of [{ prefix: 'NEW' }, { nextInvoiceNumber: 60 }, { nextCreditNoteNumber: 8 }]) {
      expect((await change(id, fixed)).body).toMatchObject({ code: 'in_use', errors: [{ path: Object.keys(fixed)[0] }] })
    }
    await finance.profile(anna)
    expect((await remove(id)).body.code).toBe('in_use')
  })

  test('is seen by nobody else, needs the right to the settings, and is in the audit', async () => {
    const [{ id }] = (await finance.api.get('/legal-entity')).body.items
    expect((await finance.api.get(`/legal-entity/${id}`, { key: other.apiKey })).status).toBe(404)
    expect((await newEntity({}, other.apiKey)).body).toMatchObject({ prefix: 'ACME', isDefault: true })
    const weak = (await finance.api.post('/api-key', { name: 'weak', permissions: { settings: 'read', payouts: 'read' } })).body.key
    expect((await newEntity({ prefix: 'W' }, weak)).status).toBe(403)
    expect((await finance.api.get(`/legal-entity/${id}`, { key: weak })).status).toBe(200)
    expect((await finance.api.get(`/audit?subjectId=${id}`)).body.items.map(({ action }: { action: string }) => action)).toContain('legal_entity.created')
  })
})

describe('a tax profile', () => {
  test('has versions: the latest holds, and each is read as it was', async () => {
    const bob = await finance.desk.affiliate('bob')
    const first = (await finance.profile(bob, { vatRate: '7.5', withholdingRate: '0.0001', reverseCharge: true })).body
    expect(first).toMatchObject({
      affiliateId: bob, legalName: 'Anna Borg', country: 'DE', taxId: 'DE136695976', vatRate: '7.5', withholdingRate: '0.0001', reverseCharge: true, invoicing: 'self_billed', legalEntityId: null,
      createdTs: '2026-11-03T09:00:00.000Z',
    })
    await finance.desk.clock('2026-11-04T09:00:00Z')
    const second = (await finance.profile(bob, { legalName: 'Bob', country: 'BR', taxId: '390.533.447-05' })).body
    expect(second).toMatchObject({ country: 'BR', taxId: '39053344705' })
    expect((await finance.api.get(`/tax-profile?affiliateId=${bob}`)).body.items).toEqual([second, first])
    expect((await finance.api.get(`/tax-profile?affiliateId=${bob}&current=true`)).body.items).toEqual([second])
    expect((await finance.api.get(`/tax-profile/${first.id}`)).body).toEqual(first)
    const at = (moment: string) => finance.api.context.db.inProgram(finance.api.program.programId, async (tx) => (await readTaxProfiles(tx, finance.api.program.programId, [bob], new Date(moment))).get(bob)?.id)
    expect([await at('2026-11-03T08:59:59.999Z'), await at('2026-11-03T09:00:00Z'), await at('2026-11-04T08:59:59.999Z'), await at('2026-11-04T09:00:00Z')]).toEqual([undefined, first.id, first.id, second.id])
  })

  test.each`
    field                | wrong             | status | code
    ${'affiliateId'}     | ${ABSENT}         | ${422} | ${'affiliate_unknown'}
    ${'legalEntityId'}   | ${ABSENT}         | ${422} | ${'legal_entity_unknown'}
    ${'taxId'}           | ${'DE136695977'}  | ${400} | ${'invalid_request'}
    ${'vatRate'}         | ${'100.01'}       | ${400} | ${'invalid_request'}
    ${'vatRate'}         | ${19}             | ${400} | ${'invalid_request'}
    ${'withholdingRate'} | ${'-1'}           | ${400} | ${'invalid_request'}
    ${'withholdingRate'} | ${'1.00001'}      | ${400} | ${'invalid_request'}
    ${'invoicing'}       | ${'sometimes'}    | ${400} | ${'invalid_request'}
    ${'address'}         | ${''}             | ${400} | ${'invalid_request'}
    ${'address'}         | ${'x\n'.repeat(8)} | ${400} | ${'invalid_request'}
    ${'country'}         | ${'de'}           | ${400} | ${'invalid_request'}
  `('is refused with $wrong as $field', async ({ field, wrong, status, code }) => {
    expect(await finance.profile(anna, { [field]: wrong })).toMatchObject({ status, body: { code } })
  })

  test('is not for the organic affiliate, nor seen by other programs, and needs the right to payouts', async () => {
    const [organic] = await finance.api.context.db.inProgram(finance.api.program.programId, (tx) => tx.sql<{ id: Uuid }>({ text: 'select id from affiliate where is_organic' }))
    expect((await finance.profile(organic?.id ?? '')).body.code).toBe('affiliate_unknown')
    const [{ id }] = (await finance.api.get(`/tax-profile?affiliateId=${anna}`)).body.items
    expect((await finance.api.get(`/tax-profile/${id}`, { key: other.apiKey })).status).toBe(404)
    const weak = (await finance.api.post('/api-key', { name: 'affiliates', permissions: { affiliates: 'write' } })).body.key
    expect((await finance.api.get(`/tax-profile/${id}`, { key: weak })).status).toBe(403)
  })

  test('leaves in the audit that it was set, and not who somebody is', async () => {
    const [{ id }] = (await finance.api.get(`/tax-profile?affiliateId=${anna}`)).body.items
    const [entry] = (await finance.api.get(`/audit?subjectId=${id}`)).body.items
    expect(entry).toMatchObject({ action: 'tax_profile.added', details: { invoicing: 'self_billed', vatRate: '19', personal: ['address', 'country', 'legalName', 'taxId'] } })
    expect(JSON.stringify(entry)).not.toMatch(/Borg|136695976/)
  })
})

describe('an affiliate that is erased', () => {
  test('leaves no name, address, country or tax id in any version; what was issued is kept, and nothing is issued after', async () => {
    const dora = await finance.desk.affiliate('dora')
    await finance.profile(dora, { legalName: 'Dora Camilleri' })
    await finance.profile(dora, { legalName: 'Dora Camilleri-Vella', withholdingRate: '10' })
    await finance.adjust(dora, 100)
    await finance.desk.clock('2026-12-03T09:00:00Z')
    await finance.desk.close('2026-11')
    const [issued] = await finance.invoices(`&affiliateId=${dora}`)
    const before = await finance.api.get(`/invoice/${issued.id}/document`)
    await finance.adjust(dora, 100)
    const { programId } = finance.api.program
    await finance.api.context.db.inProgram(programId, (tx) => eraseAffiliate(tx, { programId, actor: 'test', now: finance.api.context.clock.now() }, dora))
    const { items } = (await finance.api.get(`/tax-profile?affiliateId=${dora}`)).body
    expect(items).toHaveLength(3)
    for (const version of items) expect(version).toMatchObject({ legalName: null, address: null, country: null, taxId: null })
    expect(items[0]).toMatchObject({ invoicing: 'none', withholdingRate: '10' })
    expect((await finance.api.get(`/invoice/${issued.id}/document`)).text).toBe(before.text)
    expect(before.text).toContain('Dora Camilleri-Vella')
    await finance.desk.clock('2027-01-03T09:00:00Z')
    await finance.desk.close('2026-12')
    expect(await finance.invoices(`&affiliateId=${dora}`)).toEqual([{ ...issued, affiliateName: 'Erased affiliate' }])
  })

  test('between cut and seal gets no invoice for that period; its tax stays as it was posted', async () => {
    const emil = await finance.desk.affiliate('emil')
    await finance.profile(emil)
    await finance.adjust(emil, 100)
    await finance.desk.clock('2027-02-03T09:00:00Z')
    expect((await finance.api.post('/period/2027-01/close')).status).toBe(202)
    await finance.desk.work()
    const { programId } = finance.api.program
    await finance.api.context.db.inProgram(programId, (tx) => eraseAffiliate(tx, { programId, actor: 'test', now: finance.api.context.clock.now() }, emil))
    expect((await finance.api.post('/period/2027-01/seal')).status).toBe(200)
    expect(await finance.invoices(`&affiliateId=${emil}`)).toEqual([])
    expect(await finance.desk.statement(emil, '2027-01')).toMatchObject({ tax: { vat: 19, withheld: -15 } })
    expect(await finance.desk.offenders()).toEqual([])
  })
})
