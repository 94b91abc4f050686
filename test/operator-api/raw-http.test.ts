import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FrontServer, listen } from '../../src/app/front-server.ts'
import { Health } from '../../src/app/health.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

let api: TestApi
let front: FrontServer
beforeAll(async () => {
  api = await createTestApi()
  const health = new Health()
  front = await listen('127.0.0.1', 0, 'PORT', health)
  front.serve([
    (request, response) => {
      api.app.routing(request, response)
      return true
    },
  ])
  health.serve([])
})
afterAll(async () => {
  await front.stop(0, 1_000)
  await api.close()
})

/** Sends bytes as they are and answers the status lines until the server closes, or after a second of silence. */
async function statuses(parts: readonly string[]): Promise<number[]> {
  const socket = net.connect(front.port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
  })
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve))
  for (const part of parts) socket.write(part, 'latin1')
  await Promise.race([new Promise((resolve) => socket.once('close', resolve)), new Promise((resolve) => setTimeout(resolve, 2_000))])
  socket.destroy()
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((match) => Number(match[1]))
}

const post = (headers: string, body: string): string =>
  `POST /api/v1/brand HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${api.program.apiKey}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`

test.each`
  case                                        | request                                                                                                    | expected
  ${'both Content-Length and chunked'}        | ${() => [post('Content-Length: 4\r\nTransfer-Encoding: chunked', '0\r\n\r\nGET /admin HTTP/1.1\r\nHost: x\r\n\r\n')]} | ${[400]}
  ${'two different lengths'}                  | ${() => [post('Content-Length: 2\r\nContent-Length: 3', '{}')]}                                          | ${[400]}
  ${'a folded header'}                        | ${() => [post('X-Folded: a\r\n b\r\nContent-Length: 2', '{}')]}                                          | ${[400]}
  ${'a bare line feed in a header'}           | ${() => [post('X-Bad: a\nContent-Length: 2', '{}')]}                                                     | ${[400]}
  ${'an unknown transfer coding'}             | ${() => [post('Transfer-Encoding: gzip', '{}')]}                                                         | ${[400]}
  ${'headers of 64 kB'}                       | ${() => [post(`X-Long: ${'x'.repeat(65_536)}\r\nContent-Length: 2`, '{}')]}                              | ${[431]}
  ${'a URL of 64 kB'}                         | ${() => [`GET /api/v1/brand?externalId=${'x'.repeat(65_536)} HTTP/1.1\r\nHost: x\r\n\r\n`]}              | ${[431]}
  ${'a length above the limit'}               | ${() => [post('Content-Length: 99999999', '')]}                                                          | ${[413]}
  ${'no end of chunks'}                       | ${() => [post('Transfer-Encoding: chunked', ''), ...Array.from({ length: 20 }, () => `10000\r\n${'x'.repeat(65_536)}\r\n`)]} | ${[413]}
  ${'a method nobody knows'}                  | ${() => ['BREW /api/v1/brand HTTP/1.1\r\nHost: x\r\n\r\n']}                                              | ${[400]}
  ${'an absolute target on another host'}     | ${() => ['GET http://inside.example/api/v1/brand HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']}     | ${[401]}
`('$case is answered $expected', async ({ request, expected }) => {
  expect(await statuses(request())).toEqual(expected)
})
