import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const GOOD = '{"name":"x","landingPageUrl":"https://x.example"}'
const nested = (depth: number) => `{"name":${'['.repeat(depth)}${']'.repeat(depth)},"landingPageUrl":"https://x.example"}`

describe('content types', () => {
  test.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON;charset="UTF-8"'])('%j is JSON', async (type) => {
    expect((await api.post('/brand', GOOD, { headers: { 'content-type': type } })).status).toBe(201)
  })

  test.each([
    'text/plain',
    'application/json\t',
    'application/jsonx',
    'application/json garbage',
    'application/json; charset=latin1',
    'application/json, text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/merge-patch+json',
    'text/json',
  ])('%j is not', async (type) => {
    const { status, body } = await api.post('/brand', GOOD, { headers: { 'content-type': type } })
    expect(status).toBe(415)
    expect(body.code).toBe('unsupported_media_type')
  })

  test('a compressed body is refused', async () => {
    expect((await api.post('/brand', GOOD, { headers: { 'content-encoding': 'gzip' } })).status).toBe(415)
  })
})

describe('bodies', () => {
  test.each`
    case                            | body                                                      | path
    ${'nothing'}                    | ${''}                                                     | ${''}
    ${'not JSON'}                   | ${'{"name":'}                                             | ${''}
    ${'a comment'}                  | ${'{"name":"x" /* y */}'}                                 | ${''}
    ${'NaN'}                        | ${'{"name":NaN}'}                                         | ${''}
    ${'not UTF-8'}                  | ${Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])}      | ${''}
    ${'an array'}                   | ${`[${GOOD}]`}                                            | ${''}
    ${'a text'}                     | ${'"x"'}                                                  | ${''}
    ${'null'}                       | ${'null'}                                                 | ${''}
    ${'a field twice'}              | ${`{"name":"y",${GOOD.slice(1)}`}                         | ${'name'}
    ${'a field twice, disguised'}   | ${`{"n\\u0061me":"y",${GOOD.slice(1)}`}                   | ${'name'}
    ${'__proto__'}                  | ${`{"__proto__":{"status":"archived"},${GOOD.slice(1)}`}  | ${'__proto__'}
    ${'constructor'}                | ${`{"constructor":{"prototype":{}},${GOOD.slice(1)}`}     | ${'constructor'}
    ${'NUL'}                        | ${'{"name":"a\\u0000b","landingPageUrl":"https://x.example"}'} | ${'name'}
    ${'half a pair'}                | ${'{"name":"\\ud800","landingPageUrl":"https://x.example"}'}   | ${'name'}
    ${'the other half'}             | ${'{"name":"\\udc00a","landingPageUrl":"https://x.example"}'}  | ${'name'}
    ${'a name with NUL'}            | ${'{"na\\u0000me":"x"}'}                                  | ${''}
    ${'33 levels'}                  | ${nested(33)}                                             | ${`name${'.0'.repeat(31)}`}
    ${'half a million levels'}      | ${nested(250_000)}                                        | ${`name${'.0'.repeat(31)}`}
    ${'a text where a list belongs'} | ${'{"name":"x","landingPageUrl":"https://x.example","deepLinkHosts":"x"}'} | ${'deepLinkHosts'}
    ${'a blank name'}               | ${'{"name":" ","landingPageUrl":"https://x.example"}'}    | ${'name'}
  `('$case is refused, naming the place', async ({ body, path }) => {
    const answer = await api.post('/brand', body, { headers: { 'content-type': 'application/json' } })
    expect(answer.status).toBe(400)
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  test('a body above the limit is refused at once', async () => {
    const started = performance.now()
    const { status, body } = await api.post('/brand', `{"name":"${'x'.repeat(1_100_000)}"}`)
    expect(status).toBe(413)
    expect(body.code).toBe('payload_too_large')
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  test('40,000 members are looked at in time', async () => {
    const body = `{${Array.from({ length: 40_000 }, (_, i) => `"a${i}":0`).join()}}`
    const started = performance.now()
    expect((await api.post('/brand', body)).status).toBe(400)
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  test('nothing of ours is inherited by what was parsed', async () => {
    await api.post('/brand', '{"__proto__":{"polluted":true}}')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

describe('text is kept exactly, or refused', () => {
  test.each([
    'ordinary',
    ' spaces around ',
    'e\u0301 and \u00e9',
    '\u202eright to left\u202c',
    '👩‍👩‍👧‍👦',
    '\ufeffBOM',
    'tab\tand\nline',
    '<script>alert(1)</script>',
    "Robert'); drop table brand;--",
    '=cmd|calc!A0',
    '{{7*7}} \u0024{7*7} [ClickKey]',
    'x'.repeat(200),
    '\u0001\u001f\u007f\u0085\u2028',
  ])('%j', async (name) => {
    const { status, body } = await api.post('/brand', { name, landingPageUrl: 'https://x.example' })
    expect(status).toBe(201)
    expect((await api.get(`/brand/${body.id}`)).body.name).toBe(name)
  })
})

describe('queries and paths', () => {
  test.each`
    path                                            | status
    ${'/brand?limit=0'}                             | ${400}
    ${'/brand?limit=501'}                           | ${400}
    ${'/brand?limit=1e9'}                           | ${400}
    ${'/brand?limit=1&limit=2'}                     | ${400}
    ${'/brand?limit[]=1'}                           | ${400}
    ${'/brand?offset=5'}                            | ${400}
    ${'/brand?cursor=nonsense'}                     | ${400}
    ${'/brand?cursor=%00'}                          | ${400}
    ${'/brand?externalId=%00'}                      | ${400}
    ${"/brand?externalId=';drop%20table%20brand--"} | ${200}
    ${'/brand?externalId=%ff'}                      | ${200}
    ${'/brand?__proto__=1'}                         | ${400}
    ${'/click?from=2026-01-01'}                     | ${400}
    ${'/click?from=0000-01-01T00:00:00Z'}           | ${400}
    ${'/brand/nonsense'}                            | ${404}
    ${'/brand/%00'}                                 | ${400}
    ${'/brand/%'}                                   | ${400}
    ${'/brand/..%2f..%2fetc%2fpasswd'}              | ${404}
    ${`/brand/${'x'.repeat(500)}`}                  | ${404}
    ${'/nothing'}                                   | ${404}
    ${'//nothing'}                                  | ${404}
  `('GET $path is answered $status', async ({ path, status }) => {
    const answer = await api.get(path)
    expect(answer.status).toBe(status)
    if (status !== 200) expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  test('an id in other letters is an absent one', async () => {
    const { body } = await api.post('/brand', GOOD)
    expect((await api.get(`/brand/${body.id.toUpperCase()}`)).status).toBe(404)
  })
})

describe('dates', () => {
  const key = (expiresTs: unknown) => api.post('/api-key', { name: 'x', permissions: {}, expiresTs })

  test.each(['2030-01-15T10:30:00.000Z', '2030-01-15T10:30:00+00:00', '2030-01-15T10:30:00.123456+05:30', null])('%j is read', async (value) => {
    const { status, body } = await key(value)
    expect(status).toBe(201)
    expect(body.expiresTs).toBe(value === null ? null : new Date(value).toISOString())
  })

  test.each(['2030-01-15', '2030-01-15T10:30:00', 1893456000, '01/15/2030', '2030-01-15 10:30:00', '2030-02-30T00:00:00Z', '2030-01-15T24:00:00Z', '9999-12-31T00:00:00Z', ''])(
    '%j is refused',
    async (value) => {
      expect((await key(value)).body.errors[0].path).toBe('expiresTs')
    },
  )
})
