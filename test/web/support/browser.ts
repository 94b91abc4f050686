import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const USUAL_PLACES = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const PACKED = path.resolve(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../bin')
const ARCHIVES = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((name) => path.join(PACKED, name))

/**
 * A Chromium without a screen: CHROMIUM_PATH, the machine's own, or the one that came with the packages. Hosts below `.example` and
 * `.co.uk` are this machine.
 */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH'] ?? USUAL_PLACES.find((file) => existsSync(file))
  // No sandbox: root has none, and containers often allow none. It sees pages of ours only.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--host-resolver-rules=MAP *.example 127.0.0.1, MAP *.co.uk 127.0.0.1']
  if (own !== undefined) return chromium.launch({ executablePath: own, args })
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('no Chromium came with the packages for this platform: set CHROMIUM_PATH')
  const folder = await unpack()
  // A bare machine has neither its libraries nor a font.
  const env = { ...process.env, LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'), FONTCONFIG_PATH: path.join(folder, 'fonts') }
  return chromium.launch({ executablePath: path.join(folder, 'chromium'), args, env })
}

/** Unpacked once per user; the folder gets its name when it is complete. */
async function unpack(): Promise<string> {
  const version = ARCHIVES.map((archive) => statSync(archive).size).join('-')
  const folder = path.join(os.tmpdir(), `fairshare-chromium-${process.getuid?.() ?? 0}-${version}`)
  if (existsSync(folder)) return folder
  const partial = await mkdtemp(`${folder}-`)
  await inTemporaryFolder(partial, () => Promise.all(ARCHIVES.map(inflate)))
  await writeFile(path.join(partial, 'fonts/fonts.conf'), `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts/cache</cachedir></fontconfig>`)
  // Another test file was faster.
  await rename(partial, folder).catch(() => rm(partial, { recursive: true, force: true }))
  return folder
}

/** The package unpacks into the system's temporary folder, which is looked up each time. */
async function inTemporaryFolder<T>(folder: string, run: () => Promise<T>): Promise<T> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    return await run()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}
