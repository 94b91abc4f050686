// Takes pictures of pages of a running server, to be looked at: `npm run look -- http://localhost:4400 FOLDER [--cookie name=value] [--dark] [--phone] [--whole] /admin /admin/affiliates …`.
// A first path `/sign-in?token=…` signs in; its cookie is printed, for the next time.
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { launchBrowser } from '../test/web/support/browser.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cookie: { type: 'string' }, dark: { type: 'boolean' }, phone: { type: 'boolean' }, whole: { type: 'boolean' }, language: { type: 'string', default: 'en' } },
})
const [origin = 'http://localhost:4400', folder = 'screens', ...paths] = positionals
const SETTLE_MS = 700

mkdirSync(folder, { recursive: true })
const browser = await launchBrowser()
const context = await browser.newContext({
  colorScheme: values.dark ? 'dark' : 'light',
  viewport: values.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
  locale: values.language,
})
if (values.cookie !== undefined) {
  const [name = '', value = ''] = values.cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value, url: origin }])
}
const page = await context.newPage()
page.on('console', (message) => ['error', 'warning'].includes(message.type()) && process.stderr.write(`${page.url()}: ${message.text()}\n`))
page.on('pageerror', (error) => process.stderr.write(`${page.url()}: ${error.stack ?? error.message}\n`))
for (const path of paths) {
  await page.goto(origin + path, { waitUntil: 'networkidle' })
  await page.waitForTimeout(SETTLE_MS)
  const name = `${path.split('?')[0]?.replaceAll('/', '_')}${values.phone ? '-390' : ''}${values.dark ? '-dark' : ''}.png`
  await page.screenshot({ path: `${folder}/${name}`, fullPage: values.whole === true })
  process.stdout.write(`${folder}/${name}  ${page.url()}\n`)
}
for (const { name, value } of await context.cookies()) process.stdout.write(`--cookie ${name}=${value}\n`)
await browser.close()
