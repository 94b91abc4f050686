import { compare } from 'bcrypt'
import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { AffiliateCalls, PASSWORD, refusal } from './affiliate-calls.ts'

let api: TestApi
let campaign: AffiliateCalls
beforeAll(async () => {
  api = await createTestApi()
  campaign = new AffiliateCalls(api)
})
afterAll(() => api.close())

let count = 0
/** An address that nobody has. */
function fresh(): string {
  count += 1
  return `fresh-${count}@parceiro.example`
}

const EMAIL_TAKEN = refusal(409, 'Conflict', 'Email is not available')
const CODE_TAKEN = refusal(409, 'Conflict', 'Referral ID is not available')
const NOT_FOUND = refusal(404, 'Not Found', 'Affiliate not found')

describe('a new affiliate', () => {
  test('needs an e-mail and a password; it is active at once, with a code of 8 characters and three zeros', async () => {
    const { status, body } = await campaign.create({ email: 'minimal@parceiro.example', password: PASSWORD })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(Number), email: 'minimal@parceiro.example', referralId: expect.stringMatching(/^[A-HJ-NP-Z2-9]{8}$/), status: 'active',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/), totalConversions: 0, totalCommissions: 0, totalPaid: 0,
    })
    expect((await campaign.read(body.id)).body).toEqual(body)
  })

  test('has what it was given; its code is stored in capitals', async () => {
    const { body } = await campaign.create({ email: 'Joao@Parceiro.example', password: PASSWORD, name: 'João Silva', phone: '+55 11 91234-5678', referralId: 'joao2024' })
    expect(body).toMatchObject({ email: 'Joao@Parceiro.example', name: 'João Silva', phone: '+55 11 91234-5678', referralId: 'JOAO2024' })
  })

  test('with empty or null optional fields has none of them', async () => {
    const { status, body } = await campaign.create({ email: fresh(), password: PASSWORD, name: ' ', phone: null, referralId: null })
    expect([status, 'name' in body, 'phone' in body, body.referralId.length]).toEqual([201, false, false, 8])
  })

  test('keeps nothing of fields that this API does not know', async () => {
    const { status, body } = await campaign.create({ email: fresh(), password: PASSWORD, status: 'pending', id: 77, role: 'admin' })
    expect([status, body.status, body.id === 77, 'role' in body]).toEqual([201, 'active', false, false])
  })

  test('never shows its password, and keeps only its hash', async () => {
    const answer = await campaign.create({ email: 'secret@parceiro.example', password: PASSWORD })
    expect(answer.text).not.toMatch(/password|segredo/i)
    const [row] = await campaign.sql<{ password_hash: string }>('select password_hash from affiliate where program_id = $1 and email = $2', 'secret@parceiro.example')
    expect(await compare(PASSWORD, row?.password_hash ?? '')).toBe(true)
  })

  test('may have a password longer than bcrypt reads: every character of it counts', async () => {
    const password = `${'a'.repeat(72)}b`
    await campaign.made({ email: 'long@parceiro.example', password })
    const [row] = await campaign.sql<{ password_hash: string }>('select password_hash from affiliate where program_id = $1 and email = $2', 'long@parceiro.example')
    expect(await compare(hash('sha256', password, 'base64'), row?.password_hash ?? '')).toBe(true)
    expect(await compare(`${'a'.repeat(72)}c`, row?.password_hash ?? '')).toBe(false)
  })

  test('has the next number of its own campaign, whatever others do', async () => {
    const other = await campaign.other('Counted')
    const numbers = [await other.made({ email: fresh() }), await campaign.made({ email: fresh() }), await other.made({ email: fresh() })].map(({ id }) => id)
    expect([numbers[0], numbers[2]]).toEqual([1, 2])
  })

  test('with an address of the campaign is refused, however it is written', async () => {
    await campaign.made({ email: 'taken@parceiro.example' })
    expect((await campaign.create({ email: 'TAKEN@Parceiro.EXAMPLE', password: PASSWORD })).body).toEqual(EMAIL_TAKEN)
  })

  test('may have an address that somebody has in another campaign', async () => {
    const other = await campaign.other('Addresses')
    await campaign.made({ email: 'both@parceiro.example' })
    expect((await other.create({ email: 'both@parceiro.example', password: PASSWORD })).status).toBe(201)
  })

  test('with a code of this or another campaign is refused in the same words, in any case', async () => {
    const other = await campaign.other('Codes')
    await campaign.made({ email: fresh(), referralId: 'TAKEN1' })
    const own = await campaign.create({ email: fresh(), password: PASSWORD, referralId: 'taken1' })
    const foreign = await other.create({ email: fresh(), password: PASSWORD, referralId: 'Taken1' })
    expect([own.status, own.body]).toEqual([409, CODE_TAKEN])
    expect([foreign.status, foreign.body]).toEqual([409, CODE_TAKEN])
  })

  test('with both an address and a code that are taken is told of the address', async () => {
    await campaign.made({ email: 'pair@parceiro.example', referralId: 'PAIR1' })
    expect((await campaign.create({ email: 'pair@parceiro.example', password: PASSWORD, referralId: 'PAIR1' })).body).toEqual(EMAIL_TAKEN)
  })

  test('that is refused leaves nothing behind', async () => {
    const other = await campaign.other('Leftovers')
    await other.made({ email: 'first@parceiro.example' })
    await other.create({ email: 'first@parceiro.example', password: PASSWORD, referralId: 'LEFTOVER1' })
    expect((await campaign.create({ email: fresh(), password: PASSWORD, referralId: 'LEFTOVER1' })).status).toBe(201)
    expect((await other.list()).body.total).toBe(1)
  })
})

describe('the body of a new affiliate', () => {
  test('with a bad e-mail and a short password is refused with both texts, in that order', async () => {
    const { status, body } = await campaign.create({ email: 'joao', password: '12345' })
    expect([status, body]).toEqual([400, refusal(400, 'Bad Request', ['email must be a valid email', 'password must be at least 6 characters long'])])
  })

  test('is told of every field, in the order of the fields', async () => {
    const { body } = await campaign.create({ phone: 1, name: 2, referralId: 'a-b', password: 3, email: 4 })
    expect(body.message).toEqual([
      'email must be a valid email', 'password must be at least 6 characters long', 'referralId must be alphanumeric', 'name must be a string', 'phone must be a string',
    ])
  })

  test.each(['', 'null', '[]', '"text"', '12', 'true', '[{"email":"a@b.example"}]'])('%s is refused like an empty one', async (body) => {
    const answer = await campaign.create(body)
    expect(answer.body).toEqual(refusal(400, 'Bad Request', ['email must be a valid email', 'password must be at least 6 characters long']))
  })

  const EMAIL = 'email must be a valid email'
  const SHORT = 'password must be at least 6 characters long'
  const CODE = 'referralId must be alphanumeric'
  test.each`
    field           | value                                  | text
    ${'email'}      | ${undefined}                           | ${EMAIL}
    ${'email'}      | ${null}                                | ${EMAIL}
    ${'email'}      | ${''}                                  | ${EMAIL}
    ${'email'}      | ${1e300}                               | ${EMAIL}
    ${'email'}      | ${['a@b.example']}                     | ${EMAIL}
    ${'email'}      | ${{ at: '@' }}                         | ${EMAIL}
    ${'email'}      | ${'a b@c.example'}                     | ${EMAIL}
    ${'email'}      | ${'nobody@localhost'}                  | ${EMAIL}
    ${'email'}      | ${'@parceiro.example'}                 | ${EMAIL}
    ${'email'}      | ${'joao@'}                             | ${EMAIL}
    ${'email'}      | ${`${'a'.repeat(250)}@parceiro.example`} | ${EMAIL}
    ${'password'}   | ${undefined}                           | ${SHORT}
    ${'password'}   | ${null}                                | ${SHORT}
    ${'password'}   | ${''}                                  | ${SHORT}
    ${'password'}   | ${'12345'}                             | ${SHORT}
    ${'password'}   | ${'😀😀😀😀😀'}                       | ${SHORT}
    ${'password'}   | ${123456}                              | ${SHORT}
    ${'password'}   | ${true}                                | ${SHORT}
    ${'password'}   | ${['123456']}                          | ${SHORT}
    ${'password'}   | ${'a'.repeat(1001)}                    | ${'password must be shorter than or equal to 1000 characters'}
    ${'referralId'} | ${''}                                  | ${CODE}
    ${'referralId'} | ${'JOAO 1'}                            | ${CODE}
    ${'referralId'} | ${'JOÃO'}                              | ${CODE}
    ${'referralId'} | ${'\uff2aOAO'}                         | ${CODE}
    ${'referralId'} | ${'JOAO-1'}                            | ${CODE}
    ${'referralId'} | ${7}                                   | ${CODE}
    ${'referralId'} | ${1e300}                               | ${CODE}
    ${'referralId'} | ${['JOAO']}                            | ${CODE}
    ${'referralId'} | ${'A'.repeat(65)}                      | ${'referralId must be shorter than or equal to 64 characters'}
    ${'name'}       | ${1e300}                               | ${'name must be a string'}
    ${'name'}       | ${false}                               | ${'name must be a string'}
    ${'name'}       | ${{}}                                  | ${'name must be a string'}
    ${'name'}       | ${'n'.repeat(201)}                     | ${'name must be shorter than or equal to 200 characters'}
    ${'phone'}      | ${5511912345678}                       | ${'phone must be a string'}
    ${'phone'}      | ${[]}                                  | ${'phone must be a string'}
    ${'phone'}      | ${'5'.repeat(51)}                      | ${'phone must be shorter than or equal to 50 characters'}
  `('with $field $value is refused: $text', async ({ field, value, text }) => {
    const { status, body } = await campaign.create({ email: fresh(), password: PASSWORD, [field]: value })
    expect([status, body]).toEqual([400, refusal(400, 'Bad Request', [text])])
  })

  test.each(['email', 'password', 'referralId', 'name', 'phone', 'unknown'])('with NUL or half a character in %s is refused', async (field) => {
    for (const escape of ['\\u0000', '\\ud800', '\\udc00x']) {
      const { status, body } = await campaign.create(JSON.stringify({ email: fresh(), password: PASSWORD, [field]: '@@' }).replace('@@', `abcdef${escape}`))
      expect([status, body.error]).toEqual([400, 'Bad Request'])
    }
  })

  test.each`
    case                    | value
    ${'an address in IDNA'} | ${{ email: 'joão@café.example' }}
    ${'a code of one'}      | ${{ referralId: 'Q' }}
    ${'the longest code'}   | ${{ referralId: 'Z'.repeat(64) }}
    ${'the longest name'}   | ${{ name: 'n'.repeat(200) }}
    ${'six characters'}     | ${{ password: '123456' }}
    ${'any alphabet'}       | ${{ name: '서울 팀 👩‍👩‍👧 नमस्ते', password: '日本語日本語' }}
  `('with $case is taken', async ({ value }) => {
    expect((await campaign.create({ email: fresh(), password: PASSWORD, ...value })).status).toBe(201)
  })
})

describe('the list', () => {
  let listed: AffiliateCalls
  beforeAll(async () => {
    listed = await campaign.other('Listed')
    for (let i = 1; i <= 5; i += 1) await listed.made({ email: `listed-${i}@parceiro.example`, name: `Afiliado ${i}` })
    await listed.change(2, { status: 'inactive' })
    await listed.change(3, { status: 'pending' })
  })

  test('without a query is page 1 of 50, in the order of the ids', async () => {
    const { status, body } = await listed.list()
    expect(status).toBe(200)
    expect(body).toMatchObject({ total: 5, page: 1, limit: 50, totalPages: 1 })
    expect(body.affiliates.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3, 4, 5])
    expect(body.affiliates[0]).toEqual((await listed.read(1)).body)
  })

  test.each`
    query                                  | ids             | total | totalPages
    ${'?limit=2'}                          | ${[1, 2]}       | ${5}  | ${3}
    ${'?limit=2&page=3'}                   | ${[5]}          | ${5}  | ${3}
    ${'?limit=2&page=4'}                   | ${[]}           | ${5}  | ${3}
    ${'?page=9007199254740991&limit=100'}  | ${[]}           | ${5}  | ${1}
    ${'?status=active'}                    | ${[1, 4, 5]}    | ${3}  | ${1}
    ${'?status=inactive'}                  | ${[2]}          | ${1}  | ${1}
    ${'?status=pending'}                   | ${[3]}          | ${1}  | ${1}
    ${'?search=afiliado%204'}              | ${[4]}          | ${1}  | ${1}
    ${'?search=AFILIADO&limit=2&page=2'}   | ${[3, 4]}       | ${5}  | ${3}
    ${'?search=afiliado&status=inactive'}  | ${[2]}          | ${1}  | ${1}
    ${'?search=nobody'}                    | ${[]}           | ${0}  | ${0}
    ${'?search='}                          | ${[1, 2, 3, 4, 5]} | ${5} | ${1}
    ${'?search=%20'}                       | ${[1, 2, 3, 4, 5]} | ${5} | ${1}
    ${'?unknown=1'}                        | ${[1, 2, 3, 4, 5]} | ${5} | ${1}
  `('$query is $ids of $total', async ({ query, ids, total, totalPages }) => {
    const { status, body } = await listed.list(query)
    expect([status, body.affiliates.map(({ id }: { id: number }) => id), body.total, body.totalPages]).toEqual([200, ids, total, totalPages])
  })

  const STATUS = 'status must be one of the following values: pending, active, inactive'
  test.each`
    query                       | texts
    ${'limit=101'}              | ${['limit must not be greater than 100']}
    ${'limit=1e2'}              | ${['limit must be an integer number']}
    ${`limit=${'9'.repeat(400)}`} | ${['limit must not be greater than 100']}
    ${'limit=0'}                | ${['limit must not be less than 1']}
    ${'limit=-5'}               | ${['limit must not be less than 1']}
    ${'limit='}                 | ${['limit must be an integer number']}
    ${'limit=1.5'}              | ${['limit must be an integer number']}
    ${'limit=10&limit=20'}      | ${['limit must be an integer number']}
    ${'page=0'}                 | ${['page must not be less than 1']}
    ${'page=two'}               | ${['page must be an integer number']}
    ${`page=${'9'.repeat(400)}`}  | ${['page must not be greater than 9007199254740991']}
    ${'status=suspended'}       | ${[STATUS]}
    ${'status='}                | ${[STATUS]}
    ${'search=a&search=b'}      | ${['search must be a string']}
    ${'limit=0&page=0&status=x'} | ${[STATUS, 'page must not be less than 1', 'limit must not be less than 1']}
  `('?$query is refused: $texts', async ({ query, texts }) => {
    const { status, body } = await listed.list(`?${query}`)
    expect([status, body]).toEqual([400, refusal(400, 'Bad Request', texts)])
  })

  test.each(['?search=%00', '?search=%ff', '?status=%00'])('%s is no 5xx', async (query) => {
    expect((await listed.list(query)).status).toBeLessThan(500)
  })

  test('shows what the operator API knows: suspended ones as inactive, archived ones not at all', async () => {
    const other = await campaign.other('Mixed')
    const operator = { key: other.program.apiKey }
    const { body: suspended } = await api.post('/affiliate', { name: 'Suspended', email: 'one@parceiro.example', referralCode: 'SUSPENDED_1', status: 'suspended' }, operator)
    const { body: archived } = await api.post('/affiliate', { name: 'Archived' }, operator)
    await api.delete(`/affiliate/${archived.id}`, operator)
    const { body: bare } = await api.post('/affiliate', { name: 'Bare' }, operator)
    expect((await other.list()).body.affiliates).toMatchObject([
      { id: suspended.number, name: 'Suspended', status: 'inactive', referralId: 'SUSPENDED_1' },
      { id: bare.number, name: 'Bare', email: '', referralId: '', status: 'active' },
    ])
    expect((await other.list('?status=inactive')).body.total).toBe(1)
    expect((await other.read(archived.number)).body).toEqual(NOT_FOUND)
  })
})

describe('an id', () => {
  test.each(['abc', '1e3', '1.5', '%20', '0x1', '1a'])('%s is refused with a sentence', async (id) => {
    for (const answer of [await campaign.read(id), await campaign.change(id, {}), await campaign.delete(id)]) {
      expect(answer.body).toEqual(refusal(400, 'Bad Request', 'Validation failed (numeric string is expected)'))
    }
  })

  test.each(['0', '-1', '999999', '2147483648', '99999999999999999999'])('%s is nobody', async (id) => {
    for (const answer of [await campaign.read(id), await campaign.change(id, {}), await campaign.delete(id)]) expect(answer.body).toEqual(NOT_FOUND)
  })

  test('of another campaign is nobody here', async () => {
    const other = await campaign.other('Foreign')
    for (let i = 0; i < 3; i += 1) await campaign.made({ email: fresh() })
    const { id } = await campaign.made({ email: fresh() })
    for (const answer of [await other.read(id), await other.change(id, { name: 'mine' }), await other.delete(id)]) expect(answer.body).toEqual(NOT_FOUND)
    expect((await campaign.read(id)).status).toBe(200)
  })
})

describe('a change', () => {
  test('of nothing answers the affiliate as it is', async () => {
    const made = await campaign.made({ email: fresh(), name: 'Same', phone: '1' })
    for (const body of [{}, '', { unknown: 1 }]) expect((await campaign.change(made.id, body)).body).toEqual(made)
  })

  test('takes every field; what is not sent stays', async () => {
    const made = await campaign.made({ email: fresh(), name: 'Before', phone: '1', referralId: 'BEFORE1' })
    const email = fresh()
    expect((await campaign.change(made.id, { email })).body).toEqual({ ...made, email })
    const change = { name: 'After', phone: '2', referralId: 'After1', status: 'inactive' }
    expect((await campaign.change(made.id, change)).body).toEqual({ ...made, email, ...change, referralId: 'AFTER1' })
  })

  test('to null clears name and phone; a name can come back', async () => {
    const made = await campaign.made({ email: fresh(), name: 'Named', phone: '1' })
    const { body } = await campaign.change(made.id, { name: null, phone: null })
    expect(['name' in body, 'phone' in body]).toEqual([false, false])
    expect((await campaign.change(made.id, { name: 'Named again' })).body.name).toBe('Named again')
  })

  test('of the password keeps a new hash', async () => {
    const { id, email } = await campaign.made({ email: fresh() })
    await campaign.change(id, { password: 'another-secret' })
    const [row] = await campaign.sql<{ password_hash: string }>('select password_hash from affiliate where program_id = $1 and email = $2', email)
    expect(await compare('another-secret', row?.password_hash ?? '')).toBe(true)
  })

  test('of the referral id keeps the old one as an alias that nobody else can have', async () => {
    const { id } = await campaign.made({ email: fresh(), referralId: 'OLDCODE' })
    await campaign.change(id, { referralId: 'NEWCODE' })
    expect(await campaign.sql('select code, is_alias from referral_code where program_id = $1 and code = any($2) order by code', ['OLDCODE', 'NEWCODE'])).toEqual([
      { code: 'NEWCODE', is_alias: false }, { code: 'OLDCODE', is_alias: true },
    ])
    expect((await campaign.create({ email: fresh(), password: PASSWORD, referralId: 'oldcode' })).body).toEqual(CODE_TAKEN)
    expect((await campaign.change(id, { referralId: 'oldcode' })).body.referralId).toBe('OLDCODE')
  })

  test('of the referral id renames who has no name, for the operator API', async () => {
    const made = await campaign.made({ email: fresh(), referralId: 'STANDIN1' })
    const nameOf = async () => (await api.get(`/affiliate?search=${made.email}`)).body.items[0].name
    expect(await nameOf()).toBe('STANDIN1')
    expect((await campaign.change(made.id, { referralId: 'STANDIN2' })).body).not.toHaveProperty('name')
    expect(await nameOf()).toBe('STANDIN2')
  })

  test('to what somebody else has is refused', async () => {
    const other = await campaign.other('Elsewhere')
    await other.made({ email: fresh(), referralId: 'ELSEWHERE' })
    const holder = await campaign.made({ email: fresh(), referralId: 'HOLDER' })
    const { id } = await campaign.made({ email: fresh() })
    expect((await campaign.change(id, { email: holder.email.toUpperCase() })).body).toEqual(EMAIL_TAKEN)
    expect((await campaign.change(id, { referralId: 'holder' })).body).toEqual(CODE_TAKEN)
    expect((await campaign.change(id, { referralId: 'elsewhere' })).body).toEqual(CODE_TAKEN)
    expect((await campaign.change(holder.id, { email: holder.email.toUpperCase(), referralId: 'holder' })).status).toBe(200)
  })

  const STATUS = 'status must be one of the following values: pending, active, inactive'
  test.each`
    change                       | text
    ${{ email: null }}           | ${'email must be a valid email'}
    ${{ email: 'x' }}            | ${'email must be a valid email'}
    ${{ email: 1e300 }}          | ${'email must be a valid email'}
    ${{ password: null }}        | ${'password must be at least 6 characters long'}
    ${{ password: '12345' }}     | ${'password must be at least 6 characters long'}
    ${{ referralId: null }}      | ${'referralId must be alphanumeric'}
    ${{ referralId: '' }}        | ${'referralId must be alphanumeric'}
    ${{ name: 7 }}               | ${'name must be a string'}
    ${{ phone: 7 }}              | ${'phone must be a string'}
    ${{ name: 'n'.repeat(201) }} | ${'name must be shorter than or equal to 200 characters'}
    ${{ status: null }}          | ${STATUS}
    ${{ status: '' }}            | ${STATUS}
    ${{ status: 'archived' }}    | ${STATUS}
    ${{ status: 'ACTIVE' }}      | ${STATUS}
    ${{ status: 1e300 }}         | ${STATUS}
  `('$change is refused: $text', async ({ change, text }) => {
    const { id } = await campaign.made({ email: fresh() })
    const { status, body } = await campaign.change(id, change)
    expect([status, body]).toEqual([400, refusal(400, 'Bad Request', [text])])
  })

  test.each(['email', 'password', 'referralId', 'name', 'phone', 'status'])('with NUL or half a character in %s is refused', async (field) => {
    for (const escape of ['\\u0000', '\\ud800']) expect((await campaign.change(1, `{"${field}":"abcdef${escape}"}`)).status).toBe(400)
  })
})

describe('the key', () => {
  test.each`
    call
    ${'GET /v1/affiliates'}
    ${'POST /v1/affiliates'}
    ${'GET /v1/affiliates/1'}
    ${'PATCH /v1/affiliates/1'}
    ${'DELETE /v1/affiliates/1'}
  `('is needed for $call', async ({ call }) => {
    const [method, path] = call.split(' ')
    expect((await api.call(method, `/${path}`, { key: null })).body).toEqual(refusal(401, 'Unauthorized', 'API Key is required'))
    expect((await api.call(method, `/${path}`, { key: 'unknown' })).body).toEqual(refusal(401, 'Unauthorized', 'Invalid or inactive API Key'))
  })

  test('needs the permission to read or to write affiliates', async () => {
    const { body: reader } = await api.post('/api-key', { name: 'Reader', permissions: { affiliates: 'read' } })
    expect((await api.get('//v1/affiliates', { key: reader.key })).status).toBe(200)
    expect((await api.post('//v1/affiliates', { email: fresh(), password: PASSWORD }, { key: reader.key })).status).toBe(403)
  })
})
