/** A server under load, in a process of its own: `constant` is bare node:http with one fixed 302, `redirect` the real thing behind its front. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { listen } from '../src/app/front-server.ts'
import { Health } from '../src/app/health.ts'
import { ClickKeys } from '../src/domain/tracking/click-key.ts'
import { createLogger } from '../src/app/logger.ts'
import { wallClock } from '../src/app/clock.ts'
import { startRedirect } from '../src/redirect/start-redirect.ts'

const [kind, databaseUrl = '', dataDir = ''] = process.argv.slice(2)

/** Answers the port. */
async function constant(): Promise<number> {
  const headers = ['Location', 'https://brand.example/welcome', 'Content-Length', '0']
  const server = http.createServer((_, response) => void response.writeHead(302, headers).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return port
}

async function redirect(): Promise<number> {
  const health = new Health()
  const front = await listen('127.0.0.1', 0, 'PORT', health)
  const clickKeys = new ClickKeys([Buffer.alloc(16, 7)])
  const running = startRedirect({
    databaseUrl, dataDir, clickKeys, clock: wallClock, log: createLogger('warn'), logLevel: 'warn',
    publicUrl: 'https://go.example', trustProxy: false, geoipDb: undefined,
    completionModule: new URL('../src/domain/customers/complete-attributions.ts', import.meta.url).href,
  })
  process.on('message', (message) => {
    if (message === 'counters') process.send?.({ ...running.counters(), ready: running.isReady(), memory: process.memoryUsage().rss })
    if (message === 'stop') void running.stop(10_000).then(() => process.exit(0))
  })
  front.serve([running.listener])
  health.serve([])
  return front.port
}

process.on('message', (message) => {
  if (message === 'processor') process.send?.({ own: process.threadCpuUsage(), all: process.cpuUsage() })
})
process.send?.({ port: await (kind === 'constant' ? constant() : redirect()) })
