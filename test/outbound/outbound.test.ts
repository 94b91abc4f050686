import { createServer, type Server, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { OutboundRequest } from '../../src/app/outbound.ts'
import { createOutbound, type OutboundSettings } from '../../src/outbound/create-outbound.ts'
import { dose } from '../support/dose.ts'

/** A receiver that does what it likes with each connection. */
interface Receiver {
  readonly url: string
  readonly port: number
  /** What came in, by connection. */
  readonly received: string[]
}

const servers: Server[] = []
const sockets = new Set<Socket>()

afterEach(() => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  for (const server of servers.splice(0)) server.close()
})

async function receiver(onRequest: (socket: Socket, request: string) => void): Promise<Receiver> {
  const received: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    const index = received.push('') - 1
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      received[index] += chunk.toString('latin1')
      onRequest(socket, received[index] ?? '')
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/pay`, port, received }
}

const answer = (body: string | Buffer, headers = '', status = '200 OK') => (socket: Socket) => {
  socket.write(`HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n`)
  socket.write(body)
}

const LOOPBACK: OutboundSettings = { outboundAllow: ['127.0.0.0/8'], publicUrl: 'https://partners.example.com' }

function call(request: Partial<OutboundRequest> & { readonly url: string }, settings: Partial<OutboundSettings> = {}) {
  const resolveHost = async (host: string) => (host === 'partners.example.com' ? [] : ['127.0.0.1'])
  return createOutbound({ ...LOOPBACK, resolveHost, ...settings }).send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', ...request })
}

/** Writes without end, as fast as it is read. */
function flood(socket: Socket, chunk: Buffer): void {
  const go = () => {
    while (!socket.destroyed && socket.write(chunk));
    socket.once('drain', go)
  }
  go()
}

describe('a call', () => {
  test('brings back status, type and body', async () => {
    const { url, received, port } = await receiver(answer('{"a":1}', 'content-type: application/json\r\n', '201 Created'))
    expect(await call({ url, body: '{"x":"é"}', headers: { 'content-type': 'application/json', 'webhook-id': 'k-1' } })).toEqual({
      kind: 'answered', status: 201, contentType: 'application/json', body: Buffer.from('{"a":1}'),
    })
    expect(received[0]).toMatch(/^POST \/pay HTTP\/1\.1\r\n/)
    expect(received[0]).toContain(`host: 127.0.0.1:${port}\r\n`)
    expect(received[0]).toContain('webhook-id: k-1\r\n')
    expect(received[0]).toContain('accept-encoding: identity\r\n')
    expect(received[0]?.endsWith(Buffer.from('{"x":"é"}').toString('latin1'))).toBe(true)
  })

  test('has a socket of its own', async () => {
    const { url, received } = await receiver(answer('{}'))
    await call({ url })
    await call({ url })
    expect(received).toHaveLength(2)
  })

  test.each(['301 Moved Permanently', '302 Found', '303 See Other', '307 Temporary Redirect', '308 Permanent Redirect'])('does not follow %s', async (status) => {
    const inside = await receiver(answer('secret'))
    const { url } = await receiver(answer('', `location: ${inside.url}\r\n`, status))
    expect(await call({ url })).toMatchObject({ kind: 'answered', status: Number(status.slice(0, 3)) })
    expect(inside.received).toEqual([])
  })

  test('unpacks nothing', async () => {
    const packed = gzipSync(Buffer.alloc(10_000_000))
    const { url } = await receiver(answer(packed, 'content-encoding: gzip\r\ncontent-type: application/json\r\n'))
    expect(await call({ url })).toMatchObject({ kind: 'answered', body: packed })
  })
})

describe('what nobody knows the end of is unknown', () => {
  test.each([
    ['64 KiB to the byte', 64 * 1024, 'answered'],
    ['one byte more', 64 * 1024 + 1, 'unknown'],
  ])('an answer of %s', async (_, length, kind) => {
    const { url } = await receiver(answer(Buffer.alloc(length)))
    expect(await call({ url })).toMatchObject({ kind })
  })

  test.each<[string, (socket: Socket) => void, string]>([
    ['an answer of 300 MB', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 300000000\r\n\r\n', () => flood(socket, Buffer.alloc(65_536))), 'too_large'],
    ['an answer without an end', (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n', () => flood(socket, Buffer.alloc(65_536))), 'too_large'],
    ['chunks without an end', (socket) => socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', () => flood(socket, Buffer.from(`400\r\n${'x'.repeat(1_024)}\r\n`))), 'too_large'],
    ['a header of a megabyte', (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(1_000_000)}\r\n\r\n`), 'too_large'],
    ['headers without an end', (socket) => socket.write('HTTP/1.1 200 OK\r\n', () => flood(socket, Buffer.from('x: y\r\n'.repeat(500)))), 'too_large'],
    ['a byte now and then', (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n')
      const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('x')), 20)
    }, 'timeout'],
    ['headers a letter at a time', (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ')
      const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('y')), 20)
    }, 'timeout'],
    ['hints without an answer', (socket) => {
      const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('HTTP/1.1 103 Early Hints\r\n\r\n')), 20)
    }, 'timeout'],
    ['no answer at all', () => undefined, 'timeout'],
    ['a socket that is closed', (socket) => socket.end(), 'closed'],
    ['a socket that is closed in the middle', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{'), 'closed'],
    ['a socket that is reset', (socket) => socket.resetAndDestroy(), 'closed'],
    ['something that is no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'), 'malformed'],
  ])('%s', async (_, behave, reason) => {
    let isFirst = true
    const { url, received } = await receiver((socket) => {
      if (isFirst) behave(socket)
      isFirst = false
    })
    const start = performance.now()
    expect(await call({ url }, { totalMs: 400 })).toEqual({ kind: 'unknown', reason })
    expect(performance.now() - start).toBeLessThan(2_000)
    expect(received).toHaveLength(1)
  })

  test('of fifty receivers that send without an end the memory stays what it was', async () => {
    const { url } = await receiver((socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\n', () => flood(socket, Buffer.alloc(65_536))))
    await call({ url })
    const before = process.memoryUsage().rss
    const outcomes = await Promise.all(Array.from({ length: dose({ small: 10, short: 50, long: 50 }) }, () => call({ url })))
    expect(new Set(outcomes.map((outcome) => outcome.kind === 'unknown' && outcome.reason))).toEqual(new Set(['too_large']))
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024)
  })
})

describe('what was never sent is known not to be', () => {
  test('nobody listens', async () => {
    const { url } = await receiver(() => undefined)
    servers[0]?.close()
    expect(await call({ url })).toEqual({ kind: 'not_sent', reason: 'connection' })
  })

  test('nobody speaks TLS', async () => {
    const { url, received } = await receiver((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await call({ url: url.replace('http:', 'https:') })).toEqual({ kind: 'not_sent', reason: 'connection' })
    expect(received.join('')).not.toContain('POST')
  })

  test('a hostile URL', async () => {
    const { port, received } = await receiver(answer('{}'))
    const urls = [`http://127.0.0.1:${port}/`, `https://localhost:${port}/`, `https://2130706433:${port}/`, `https://[::ffff:127.0.0.1]:${port}/`]
    for (const url of urls) expect(await call({ url }, { outboundAllow: [] })).toEqual({ kind: 'not_sent', reason: 'url' })
    expect(received).toEqual([])
  })
})

describe('a name', () => {
  const named = (host: string, port: number) => `https://${host}:${port}/pay`

  test.each([
    ['the inside', ['127.0.0.1'], 'address'],
    ['the inside, in IPv6', ['::1'], 'address'],
    ['the inside, dressed up', ['::ffff:127.0.0.1'], 'address'],
    ['the inside through NAT64', ['64:ff9b::7f00:1'], 'address'],
    ['a cloud service', ['169.254.169.254'], 'address'],
    ['Azure', ['168.63.129.16'], 'address'],
    ['the internet and the inside', ['8.8.8.8', '127.0.0.1'], 'address'],
    ['the inside and the internet', ['127.0.0.1', '8.8.8.8'], 'address'],
    ['the internet, and in IPv6 the inside', ['8.8.8.8', 'fd00::1'], 'address'],
    ['what is no address', ['8.8.8.8', 'localhost'], 'name'],
    ['nothing', [], 'name'],
  ])('that stands for %s is not called', async (_, addresses, reason) => {
    const { port, received } = await receiver(answer('{}'))
    expect(await call({ url: named('payer.example', port) }, { outboundAllow: [], resolveHost: async () => addresses })).toEqual({ kind: 'not_sent', reason })
    expect(received).toEqual([])
  })

  test('is asked for once: it cannot stand for something else a moment later', async () => {
    const { url, port, received } = await receiver(answer('{}'))
    const asked: string[] = []
    const resolveHost = async (host: string) => {
      asked.push(host)
      return host === 'rebinding.example' && asked.filter((name) => name === host).length === 1 ? ['127.0.0.1'] : ['10.0.0.1']
    }
    expect(await call({ url: url.replace('127.0.0.1', 'rebinding.example') }, { resolveHost })).toMatchObject({ kind: 'answered' })
    expect(asked.filter((host) => host === 'rebinding.example')).toHaveLength(1)
    expect(received[0]).toContain(`host: rebinding.example:${port}\r\n`)
  })

  test('of which one address is allowed and one is not is not called', async () => {
    const { url, received } = await receiver(answer('{}'))
    expect(await call({ url: url.replace('127.0.0.1', 'payer.example') }, { resolveHost: async () => ['127.0.0.1', '10.0.0.1'] })).toEqual({ kind: 'not_sent', reason: 'address' })
    expect(received).toEqual([])
  })

  test('with our own address is not called, whatever it is', async () => {
    expect(await call({ url: 'https://loop.example/' }, { outboundAllow: [], resolveHost: async () => ['8.8.4.4'] })).toEqual({ kind: 'not_sent', reason: 'address' })
  })

  test('that nobody answers for in time is given up', async () => {
    const start = performance.now()
    expect(await call({ url: 'https://slow.example/' }, { outboundAllow: [], totalMs: 200, resolveHost: () => new Promise(() => undefined) })).toEqual({ kind: 'not_sent', reason: 'name' })
    expect(performance.now() - start).toBeLessThan(1_500)
  })

  test('that cannot be resolved is not called', async () => {
    expect(await call({ url: 'https://nobody.example/' }, { outboundAllow: [], resolveHost: () => Promise.reject(new Error('ENOTFOUND')) })).toEqual({ kind: 'not_sent', reason: 'name' })
  })
})
