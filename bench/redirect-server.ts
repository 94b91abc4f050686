/** A server under load, in a process of its own: `constant` is bare node:http with one fixed 302, `redirect` the real thing. */
import http from 'node:http'
import { ClickKeys } from '../src/domain/tracking/click-key.ts'
import { createLogger } from '../src/app/logger.ts'
import { wallClock } from '../src/app/clock.ts'
import { startRedirect } from '../src/redirect/start-redirect.ts'

const [kind, databaseUrl = '', dataDir = ''] = process.argv.slice(2)

function constant(): http.RequestListener {
  const headers = ['Location', 'https://brand.example/welcome', 'Content-Length', '0']
  return (_, response) => void response.writeHead(302, headers).end()
}

function redirect(): http.RequestListener {
  const clickKeys = new ClickKeys([Buffer.alloc(16, 7)])
  const running = startRedirect({
    databaseUrl, dataDir, clickKeys, clock: wallClock, log: createLogger('warn'), logLevel: 'warn',
    publicUrl: 'https://go.example', trustProxy: false, geoipDb: undefined,
    completionModule: new URL('../src/domain/customers/complete-attributions.ts', import.meta.url).href,
  })
  process.on('message', (message) => {
    if (message === 'counters') process.send?.({ ...running.counters(), ready: running.isReady(), memory: process.memoryUsage().rss, cpu: process.cpuUsage() })
    if (message === 'stop') void running.stop(10_000).then(() => process.exit(0))
  })
  return (request, response) => {
    if (!running.listener(request, response)) response.writeHead(404).end()
  }
}

const server = http.createServer(kind === 'constant' ? constant() : redirect())
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
