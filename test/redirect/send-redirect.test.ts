import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendRedirect } from '../../src/redirect/send-redirect.ts'

const COOKIE = 'fs_v=0123456789abcdef0123456789abcdef; Path=/'
let server: http.Server
let refused: unknown[] = []

beforeAll(async () => {
  server = http.createServer({ optimizeEmptyRequests: true }, (request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://x')
    if (searchParams.has('closing')) response.setHeader('connection', 'close')
    try {
      sendRedirect(response, searchParams.get('to') ?? '', searchParams.has('bare') ? null : COOKIE)
    } catch (err) {
      refused.push(err)
      response.destroy()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Sends bytes and answers what comes back until the server closes, or until so many answers are there. */
async function exchange(bytes: string, answers = Number.POSITIVE_INFINITY): Promise<string> {
  const { port } = server.address() as AddressInfo
  const socket = net.connect(port, '127.0.0.1')
  let text = ''
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (text.split('\r\n\r\n').length > answers) resolve()
    })
    socket.once('close', () => resolve())
  })
  socket.on('error', () => undefined)
  socket.write(bytes)
  await done
  socket.destroy()
  return text
}

const get = (target: string, more = '', version = '1.1') => `GET ${target} HTTP/${version}\r\nHost: x\r\n${more}\r\n`

/** Status line and headers, by their names in lower case. */
function read(answer: string): Record<string, string> {
  const [status = '', ...lines] = answer.split('\r\n\r\n')[0]?.split('\r\n') ?? []
  return { status, ...Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)])) }
}

test('a visitor is sent on with everything that an answer needs', async () => {
  const { date, ...answer } = read(await exchange(get('/?to=https://brand.example/a?b=c'), 1))
  expect(answer).toEqual({
    'status': 'HTTP/1.1 302 Found', 'location': 'https://brand.example/a?b=c', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer-when-downgrade',
    'content-length': '0', 'set-cookie': COOKIE,
  })
  expect(Math.abs(Date.parse(date ?? '') - Date.now())).toBeLessThan(5_000)
  expect(read(await exchange(get('/?to=/x&bare'), 1))['set-cookie']).toBeUndefined()
})

test.each`
  what                             | bytes                                                    | connection
  ${'asks for the end'}            | ${get('/?to=/x', 'Connection: close\r\n')}               | ${'close'}
  ${'is old'}                      | ${get('/?to=/x', '', '1.0')}                             | ${'close'}
  ${'is old and wants to stay'}    | ${get('/?to=/x', 'Connection: keep-alive\r\n', '1.0')}   | ${'keep-alive'}
  ${'comes while the server ends'} | ${get('/?to=/x&closing')}                                | ${'close'}
`('a client that $what is told about its connection', async ({ bytes, connection }) => {
  const answer = read(await exchange(bytes, 1))
  expect([answer['status'], answer['location'], answer['connection'], answer['set-cookie']]).toEqual(['HTTP/1.1 302 Found', '/x', connection, COOKIE])
})

test('many on one connection, sent before the first is answered, get their answers in order', async () => {
  const targets = Array.from({ length: 50 }, (_, i) => `/?to=/${i}`)
  const answers = (await exchange(targets.map((target) => get(target)).join(''), 50)).split('\r\n\r\n').slice(0, 50)
  expect(answers.map((answer) => read(answer)['location'])).toEqual(Array.from({ length: 50 }, (_, i) => `/${i}`))
})

test.each(['%0d%0aSet-Cookie:%20x=1', '/%00', '/%0a', '/%7f'])('a location that would end its header is never sent: %s', async (to) => {
  refused = []
  expect(await exchange(get(`/?to=${to}`, 'Connection: close\r\n'))).toBe('')
  expect(await exchange(get(`/?to=${to}`))).toBe('')
  expect(refused).toHaveLength(2)
})
