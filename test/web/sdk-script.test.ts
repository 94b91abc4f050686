import { readFile } from 'node:fs/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSdk } from '../../scripts/build-sdk.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

const MOST_BYTES = 5 * 1024
const PATHS = ['/sdk/affiliatus.min.js', '/sdk/latest/affiliatus.min.js', '/latest/affiliatus.min.js']

let api: TestApi
let script: string
beforeAll(async () => {
  api = await createTestApi()
  script = await readFile(new URL('../../web/sdk/affiliatus.min.js', import.meta.url), 'utf8')
})
afterAll(() => api.close())

test('web/sdk/affiliatus.min.js is what its sources make; "npm run sdk" writes it', async () => {
  expect(script).toBe(await buildSdk())
})

test('the script is at most 5 KiB, compressed', () => {
  expect(gzipSync(script).length).toBeLessThanOrEqual(MOST_BYTES)
})

test.each(PATHS)('%s is the script, for pages of any site, compressed for who takes that', async (url) => {
  const plain = await api.app.inject({ url })
  expect(plain.statusCode).toBe(200)
  expect(plain.payload).toBe(script)
  expect(plain.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8', 'x-content-type-options': 'nosniff', 'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin', vary: 'accept-encoding', 'cache-control': expect.stringMatching(/^public, max-age=\d{1,4},/),
  })
  expect(plain.headers['set-cookie']).toBeUndefined()
  const zipped = await api.app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
  expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', etag: plain.headers.etag })
  expect(zipped.rawPayload.length).toBeLessThanOrEqual(MOST_BYTES)
  expect(gunzipSync(zipped.rawPayload).toString()).toBe(script)
})

test('who has the script already gets it not again', async () => {
  const [url = ''] = PATHS
  const { headers } = await api.app.inject({ url })
  const again = await api.app.inject({ url, headers: { 'if-none-match': String(headers.etag) } })
  expect([again.statusCode, again.payload, again.headers.etag]).toEqual([304, '', headers.etag])
  expect((await api.app.inject({ url, headers: { 'if-none-match': 'W/"another"' } })).statusCode).toBe(200)
})

test('HEAD tells about the script without it', async () => {
  const answer = await api.app.inject({ method: 'HEAD', url: '/sdk/affiliatus.min.js' })
  expect([answer.statusCode, answer.payload]).toEqual([200, ''])
})
