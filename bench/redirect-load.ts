/**
 * The load generator, in a process of its own: 64 connections, 1,000 links in turn, each request with sub-ids and a browser's headers. As fast
 * as answers come, or so many per second: then a request is sent when it is due, and its time counts from there, whoever is to blame.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import autocannon from 'autocannon'

const [port = '', seconds = '5', links = '1000', perSecond] = process.argv.slice(2)
const CONNECTIONS = 64
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  referer: 'https://blog.example/best-brands',
}
const paths = Array.from({ length: Number(links) }, (_, i) => `/c/bench${i}?s1=campaign-${i}&s2=banner&s3=top&clickid=aff${i}x7f3`)

process.send?.(await (perSecond === undefined ? saturate(Number(seconds)) : keepPace(Number(seconds) * Number(perSecond), Number(perSecond))))

async function saturate(duration: number): Promise<object> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`, connections: CONNECTIONS, duration, headers: HEADERS, requests: paths.map((path) => ({ method: 'GET', path })),
  })
  return {
    perSecond: result.requests.average,
    answered: result['3xx'],
    others: result['1xx'] + result['2xx'] + result['4xx'] + result['5xx'] + result.errors + result.timeouts,
    p50: result.latency.p50,
    p99: result.latency.p99,
  }
}

/** Without a load generator's own bookkeeping: at this pace the two servers are compared, not what calls them. */
async function keepPace(total: number, rate: number): Promise<object> {
  const headers = Object.entries({ host: `127.0.0.1:${port}`, ...HEADERS }).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const requests = paths.map((path) => `GET ${path} HTTP/1.1\r\n${headers}\r\n`)
  const free: Socket[] = []
  const sentFor = new Map<Socket, number>()
  const times: number[] = []
  let others = 0
  const take = (socket: Socket, answer: string): void => {
    // The answers have no body: each ends with its headers.
    if (!answer.endsWith('\r\n\r\n')) return
    times.push(performance.now() - (sentFor.get(socket) ?? 0))
    if (!answer.startsWith('HTTP/1.1 302')) others += 1
    free.push(socket)
  }
  for (let i = 0; i < CONNECTIONS; i += 1) {
    const socket = connect(Number(port), '127.0.0.1').setNoDelay(true).setEncoding('latin1')
    await once(socket, 'connect')
    free.push(socket.on('data', (answer: string) => take(socket, answer)))
  }
  const startedAt = performance.now()
  const dueAt = (request: number): number => startedAt + request * 1_000 / rate
  for (let next = 0; times.length < total; await delay(1)) {
    while (next < total && dueAt(next) <= performance.now()) {
      const socket = free.pop()
      if (socket === undefined) break
      sentFor.set(socket, dueAt(next))
      socket.write(requests[next % requests.length] ?? '')
      next += 1
    }
  }
  const tookMs = performance.now() - startedAt
  for (const socket of [...sentFor.keys(), ...free]) socket.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number): number => Number((times[Math.floor(total * share)] ?? 0).toFixed(1))
  return { perSecond: total * 1_000 / tookMs, answered: total - others, others, p50: at(0.5), p99: at(0.99) }
}
