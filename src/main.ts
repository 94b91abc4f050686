import type { Server } from 'node:http'
import { flushCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { type Config, ConfigError, readConfig, type Role } from './app/config.ts'
import { type FrontServer, type Handler, listen } from './app/front-server.ts'
import { greet } from './app/greeting.ts'
import { Health } from './app/health.ts'
import { createLogger, type Logger } from './app/logger.ts'
import { startMetricsServer } from './app/metrics.ts'
import { type OpenContext, openContext } from './app/open-context.ts'
import { LOAD_PART, type Part, type StartPart } from './app/parts.ts'
import { setUpFirstRun } from './app/set-up-first-run.ts'
import { endOnSignals, endOnUnforeseen } from './app/shutdown.ts'

const USAGE = `Usage: npm start -- [--roles=api,redirect,worker]

Starts Fairshare. Settings come from the environment; .env.example lists them all.
Example: PORT=8080 npm start -- --roles=api,worker
`

/** Time for requests to go elsewhere after SIGTERM; nobody waits for that after Ctrl-C. */
const GRACE_MS = 1_000
const REQUESTS_MS = 8_000

await main()

async function main(): Promise<void> {
  const startedAt = performance.now()
  try {
    const config = readConfig(process.env, readOptions())
    const log = createLogger(config.logLevel)
    endOnUnforeseen(log)
    await start(config, log, startedAt)
  } catch (error) {
    const isUsage = error instanceof ConfigError
    process.stderr.write(isUsage ? `${error.message}\n` : `Fairshare could not start: ${error instanceof Error ? error.message : error}\n`)
    process.exit(isUsage ? 2 : 1)
  }
}

function readOptions(): string | undefined {
  try {
    const { values } = parseArgs({ options: { roles: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
    if (values.help) {
      process.stdout.write(USAGE)
      process.exit(0)
    }
    return values.roles
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message.split('.')[0] : error}\n${USAGE}`)
  }
}

async function start(config: Config, log: Logger, startedAt: number): Promise<void> {
  const health = new Health()
  const front = await listen(config.host, config.port, 'PORT', health)
  const redirectFront = config.redirectPort === config.port ? front : await listen(config.host, config.redirectPort, 'REDIRECT_PORT', health)
  const metrics = config.metricsPort === undefined ? undefined : await startMetricsServer(config.host, config.metricsPort)
  // Reading the programs of the roles takes as long as starting the database: both at once.
  const [open, starters] = await Promise.all([openContext(config, log), loadParts(config)])
  // An embedded database that we have started must not outlive a start that fails.
  await run({ config, log, health, front, redirectFront, metrics, startedAt }, open, starters).catch(async (error: unknown) => {
    await open.close()
    throw error
  })
}

interface Listening {
  readonly config: Config
  readonly log: Logger
  readonly health: Health
  readonly front: FrontServer
  readonly redirectFront: FrontServer
  readonly metrics: Server | undefined
  readonly startedAt: number
}

async function run({ config, log, health, front, redirectFront, metrics, startedAt }: Listening, open: OpenContext, starters: Starters): Promise<void> {
  const firstRun = config.roles.includes('api') ? await setUpFirstRun(open.context) : undefined
  const parts = await startParts(starters, open)
  serve(config, parts, front, redirectFront)
  health.serve([{ name: 'database', isReady: () => answers(open) }, ...Object.values(parts).flatMap((part) => part.checks)])
  endOnSignals(log, async (signal) => {
    health.stage = 'draining'
    metrics?.close()
    const graceMs = signal === 'SIGTERM' ? GRACE_MS : 0
    await Promise.all([...new Set([front, redirectFront])].map((server) => server.stop(graceMs, REQUESTS_MS)))
    await Promise.all(Object.values(parts).map((part) => part.stop()))
    await open.close()
  })
  process.stdout.write(greet(config, (performance.now() - startedAt) / 1_000, firstRun))
  // Now, and not at the end: whoever is killed has no end.
  flushCompileCache()
}

type Starters = Partial<Record<Role, StartPart>>
type Parts = Partial<Record<Role, Part>>

async function loadParts(config: Config): Promise<Starters> {
  return Object.fromEntries(await Promise.all(config.roles.map(async (role) => [role, await LOAD_PART[role]()] as const)))
}

async function startParts(starters: Starters, open: OpenContext): Promise<Parts> {
  return Object.fromEntries(await Promise.all(Object.entries(starters).map(async ([role, start]) => [role, await start(open)] as const)))
}

/** The redirect is asked first: its path is the shortest, and it knows its own addresses. */
function serve(config: Config, parts: Parts, front: FrontServer, redirectFront: FrontServer): void {
  const redirect = handlersOf(parts.redirect)
  const api = handlersOf(parts.api)
  front.serve(config.redirectPort === config.port ? [...redirect, ...api] : api)
  if (redirectFront !== front) redirectFront.serve(redirect)
}

function handlersOf(part: Part | undefined): Handler[] {
  return part?.handler === undefined ? [] : [part.handler]
}

async function answers({ context }: OpenContext): Promise<boolean> {
  await context.db.shared((tx) => tx.sql({ text: 'select 1' }))
  return true
}
