import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FrontServer, listen } from '../../src/app/front-server.ts'
import { Health } from '../../src/app/health.ts'

let health: Health
let front: FrontServer
beforeEach(async () => {
  health = new Health()
  front = await listen('127.0.0.1', 0, 'PORT', health)
})
afterEach(() => front.stop(0, 100))

/** Sends raw bytes and answers all that comes back until the server closes. */
async function exchange(bytes: string, everyMs?: number): Promise<string> {
  const socket = net.connect(front.port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => { answer += chunk.toString() })
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  if (everyMs === undefined) socket.write(bytes)
  else void drip(socket, bytes, everyMs)
  await closed
  return answer
}

async function drip(socket: net.Socket, bytes: string, everyMs: number): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return
    socket.write(byte)
    await delay(everyMs)
  }
}

function serveAll(): void {
  health.serve([])
  front.serve([(request, response) => {
    // A request that has no body ends before it is seen.
    if (request.readableEnded) response.end('served')
    else request.resume().on('end', () => response.end('served'))
    return true
  }])
}

describe('before everything is there', () => {
  test('it lives, is not ready, and tells everybody else to come back', async () => {
    expect((await fetch(`http://127.0.0.1:${front.port}/healthz`)).status).toBe(200)
    expect(await (await fetch(`http://127.0.0.1:${front.port}/readyz`)).json()).toEqual({ status: 'starting' })
    const answer = await fetch(`http://127.0.0.1:${front.port}/api/v1/program`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
  })
})

describe('ready', () => {
  test('names the checks that fail, and forgets it when they pass', async () => {
    let works = false
    health.serve([{ name: 'database', isReady: async () => works }, { name: 'links', isReady: async () => { throw new Error('no') } }])
    const answer = await fetch(`http://127.0.0.1:${front.port}/readyz`)
    expect([answer.status, await answer.json()]).toEqual([503, { status: 'not_ready', failing: ['database', 'links'] }])
    works = true
    health.serve([{ name: 'database', isReady: async () => works }])
    expect((await fetch(`http://127.0.0.1:${front.port}/readyz`)).status).toBe(200)
  })

  test('a check that hangs is a check that fails', async () => {
    health.serve([{ name: 'database', isReady: () => new Promise(() => undefined) }])
    expect((await fetch(`http://127.0.0.1:${front.port}/readyz`)).status).toBe(503)
  })
})

test('a body that is not there has no type: nobody waits for its end', async () => {
  health.serve([])
  front.serve([(request, response) => {
    response.end(`${request.headers['content-type'] ?? 'no type'}, ${request.readableEnded ? 'no body' : 'a body'}`)
    return true
  }])
  const post = (headers: string) => exchange(`POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n${headers}\r\n`)
  expect(await post('')).toContain('no type, no body')
  expect(await post('Content-Length: 0\r\n')).toContain('application/json, a body')
})

describe('hostile connections', () => {
  test('slow headers, slow bodies and silence are cut off within ten seconds, all of them', async () => {
    serveAll()
    const slowHeaders = 'GET / HTTP/1.1\r\nhost: x\r\nx-slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    const slowBody = `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n${'a'.repeat(200)}`
    const startedAt = performance.now()
    const answers = await Promise.all([
      ...Array.from({ length: 40 }, () => exchange(slowHeaders, 200)),
      ...Array.from({ length: 40 }, () => exchange(slowBody, 200)),
      ...Array.from({ length: 20 }, () => exchange('GET / HTTP/1.1\r\n')),
    ])
    expect(performance.now() - startedAt).toBeLessThan(12_000)
    expect(answers.every((answer) => answer.startsWith('HTTP/1.1 408'))).toBe(true)
  })

  test.each`
    what                                      | bytes                                                                                             | status
    ${'headers of 40 KiB'}                    | ${`GET / HTTP/1.1\r\nhost: x\r\nx-big: ${'a'.repeat(40_000)}\r\n\r\n`}                            | ${431}
    ${'two lengths'}                          | ${'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'}               | ${400}
    ${'a length and chunks (smuggling)'}      | ${'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'} | ${400}
    ${'a folded header'}                      | ${'GET / HTTP/1.1\r\nhost: x\r\na: b\r\n c\r\n\r\n'}                                              | ${400}
    ${'a space before the colon'}             | ${'GET / HTTP/1.1\r\nhost : x\r\n\r\n'}                                                           | ${400}
    ${'no host'}                              | ${'GET / HTTP/1.1\r\n\r\n'}                                                                       | ${400}
    ${'no HTTP at all'}                       | ${'\u0016\u0003\u0001 hello\r\n\r\n'}                                                              | ${400}
  `('$what: $status, and the connection is closed', async ({ bytes, status }) => {
    serveAll()
    expect((await exchange(bytes)).split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  })
})

describe('stopping', () => {
  test('lets a request under way finish, and asks its client to go elsewhere', async () => {
    let finish: () => void = () => undefined
    health.serve([])
    front.serve([(_, response) => {
      finish = () => response.end('finished')
      return true
    }])
    const answer = fetch(`http://127.0.0.1:${front.port}/`)
    await delay(50)
    health.stage = 'draining'
    const stopped = front.stop(0, 5_000)
    finish()
    expect(await (await answer).text()).toBe('finished')
    await stopped
    await expect(fetch(`http://127.0.0.1:${front.port}/`)).rejects.toThrow()
  })

  test('during the grace time requests are still served, each as the last of its connection', async () => {
    serveAll()
    health.stage = 'draining'
    const stopped = front.stop(300, 1_000)
    const answer = await fetch(`http://127.0.0.1:${front.port}/`)
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
    await stopped
  })

  test('does not wait for ever', async () => {
    health.serve([])
    front.serve([() => true])
    const cut = fetch(`http://127.0.0.1:${front.port}/`)
    cut.catch(() => undefined)
    await delay(50)
    const startedAt = performance.now()
    await front.stop(0, 200)
    await expect(cut).rejects.toThrow()
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})
