/**
 * What a browser loads and how long it takes until a page of the web apps can be used: cold cache, processor slowed to a quarter, on the data of
 * `fairshare demo`. At most 120 KB gzipped for the entry and 1.5 s for a page.
 *
 *   node scripts/run.mjs bench/web-apps.ts
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext } from 'playwright-core'
import { buildWeb } from '../scripts/build-web.ts'
import type { Uuid } from '../src/domain/ids.ts'
import { portalPath, signInAffiliate } from '../test/web/support/affiliate-person.ts'
import { launchBrowser } from '../test/web/support/browser.ts'
import { median, startBenchServer } from './support/server.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
const PORT = Number(process.env['BENCH_PORT'] ?? 4660)
const SLOWED = 4
const ENTRY_LIMIT_KB = 120
const PAGE_LIMIT_S = 1.5
const SETTLED_MS = 2_000
const ADMIN_PAGES = ['/', '/affiliates', '/customers', '/transactions', '/commissions', '/plans', '/payouts', '/statements', '/reports']
/** Below where a program's portal is. */
const PORTAL_PAGES = ['/welcome', '/', '/links', '/commissions', '/statements']
const NOTE_WHEN_USABLE = path.resolve(import.meta.dirname, 'support/in-page/note-when-usable.js')
const ASSETS = path.resolve(import.meta.dirname, '../web/dist/assets')

type Cookie = Parameters<BrowserContext['addCookies']>[0][number]

interface Load {
  readonly ms: number
  readonly scriptKb: number
  readonly allKb: number
}

await buildWeb()
tellEntry()
const server = await startBenchServer('api,worker', PORT)
const browser = await launchBrowser()
try {
  const demo = fillDemo()
  console.log(`web-apps: ${SLOWED}× slower processor, cold cache, medians of ${ROUNDS}`)
  await measurePages('/admin', await signIn(new URL(demo.signInUrl).search), ADMIN_PAGES)
  const { name, value } = await signInAffiliate(server.context, demo)
  await measurePages(await portalPath(server.context, demo), [{ name, value, url: server.url }], PORTAL_PAGES)
} finally {
  await browser.close()
  await server.close()
}

async function measurePages(app: string, cookies: readonly Cookie[], pages: readonly string[]): Promise<void> {
  for (const page of pages) {
    const loads: Load[] = []
    for (let round = 0; round < ROUNDS; round += 1) loads.push(await load(browser, cookies, app + page))
    const seconds = median(loads.map(({ ms }) => ms)) / 1_000
    const [{ scriptKb, allKb }] = loads as [Load]
    console.log(`  ${`${app}${page}`.padEnd(22)} ${seconds.toFixed(2)} s, ${(seconds / PAGE_LIMIT_S).toFixed(2)} of the limit of ${PAGE_LIMIT_S} s; scripts ${scriptKb.toFixed(0)} KB, all ${allKb.toFixed(0)} KB`)
  }
}

/** The file that index.html names; what it asks for later is loaded with the app and its scene. */
function tellEntry(): void {
  const html = readFileSync(path.join(ASSETS, '../index.html'), 'utf8')
  const entry = /assets\/(index-[^"]+\.js)/.exec(html)?.[1] ?? ''
  const kb = gzipSync(readFileSync(path.join(ASSETS, entry)), { level: 9 }).length / 1_000
  const all = readdirSync(ASSETS).filter((name) => name.endsWith('.js')).reduce((sum, name) => sum + gzipSync(readFileSync(path.join(ASSETS, name)), { level: 9 }).length, 0) / 1_000
  console.log(`web-apps: entry ${kb.toFixed(1)} KB gzipped, ${(kb / ENTRY_LIMIT_KB).toFixed(2)} of the limit of ${ENTRY_LIMIT_KB} KB; all scenes of both apps together ${all.toFixed(0)} KB`)
}

function fillDemo(): { readonly programId: Uuid; readonly signInUrl: string } {
  return JSON.parse(runCommand('demo', '--json'))
}

function runCommand(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...args], { env: { ...process.env, DATA_DIR: server.folder, PORT: String(PORT), LOG_LEVEL: 'error' }, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`)
  return stdout
}

async function signIn(search: string): Promise<readonly Cookie[]> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${server.url}/sign-in${search}`)
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

/**
 * Until the page has its title and no placeholder any more, drawn, since the navigation began. The page itself takes the time: asking it from
 * outside again and again would be a part of what is measured.
 */
async function load(browser: Browser, cookies: readonly Cookie[], where: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies([...cookies])
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
  const scripts = new Set<string>()
  let scriptBytes = 0
  let allBytes = 0
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    allBytes += encodedDataLength
    if (scripts.has(requestId)) scriptBytes += encodedDataLength
  })
  await page.addInitScript({ path: NOTE_WHEN_USABLE })
  await page.goto(server.url + where, { waitUntil: 'commit' })
  await page.waitForLoadState('networkidle')
  // Asked when all is over: it would be in the way before.
  await delay(SETTLED_MS)
  const ms = await page.evaluate<number | undefined>('globalThis.usableMs')
  await context.close()
  if (ms === undefined) throw new Error(`${where} was not usable after ${SETTLED_MS} ms without a request`)
  return { ms, scriptKb: scriptBytes / 1_000, allKb: allBytes / 1_000 }
}
