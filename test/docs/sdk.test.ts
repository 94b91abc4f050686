import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cookiesOf, openShop, type Shop } from '../web/support/shop.ts'
import { examplesOf, readBlocks } from './fenced-blocks.ts'
import { type ReadersProgram, runShellExamples, startReadersProgram } from './run-examples.ts'

const blocks = readBlocks('docs/sdk.md')
const textsOf = (language: string): string[] => examplesOf(blocks, language).map(({ code }) => adapt(code.text))

let program: ReadersProgram
let shop: Shop
let origin: string
let campaignId: string
beforeAll(async () => {
  ;[program, shop] = await Promise.all([startReadersProgram(), openShop()])
  origin = `http://www.shop.example:${shop.site.port}`
  campaignId = (await ask('program')).id
}, 120_000)
afterAll(async () => {
  await shop?.close()
  await program?.close()
})
afterEach(async () => {
  expect(shop.errors).toEqual([])
  await shop.reset()
})

/** The site has a port here, and the campaign an id. */
function adapt(text: string): string {
  return program.adapt(text).replaceAll('"www.shop.example"', `"${new URL(origin).host}"`).replaceAll('YOUR_CAMPAIGN_ID', campaignId)
}

// biome-ignore lint/suspicious/noExplicitAny: what is asked for differs
async function ask(path: string): Promise<any> {
  return (await fetch(program.adapt(`http://localhost:4400/api/v1/${path}`), { headers: { 'x-api-key': program.adapt('fsk_live_…') } })).json()
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function change(method: string, path: string, body: object): Promise<any> {
  const headers = { 'x-api-key': program.adapt('fsk_live_…'), 'content-type': 'application/json' }
  const answer = await fetch(program.adapt(`http://localhost:4400/api/v1/${path}`), { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

async function recorded(): Promise<string[]> {
  const { items } = await ask('event?limit=500')
  return items.map((event: { kind: string; outcome: string; properties: { url: string } }) => `${event.kind} ${event.outcome} ${new URL(event.properties.url).pathname}`).reverse()
}

test('the snippet is made as the page about the script shows', async () => {
  await runShellExamples({ ...program, adapt }, examplesOf(blocks, 'sh'))
}, 60_000)

test('its pages and calls report what it says', async () => {
  const [noted = '', waiting = ''] = textsOf('html')
  const [report = '', , , navigate = '', agree = ''] = textsOf('js')
  shop.site.head = noted
  const page = await shop.visit('/?ref=NORTH1', { origin })
  await page.evaluate(`(async () => { ${report} })()`)
  await page.evaluate(navigate)
  await expect.poll(recorded, { timeout: 20_000 }).toHaveLength(4)
  expect((await recorded()).sort()).toEqual(['conversion converted /', 'lead recorded /', 'page_view recorded /', 'page_view recorded /plans'])

  shop.site.head = waiting
  const careful = await shop.visit('/careful?ref=NORTH1', { origin })
  expect(await cookiesOf(careful)).toEqual({})
  await careful.evaluate(agree)
  await expect.poll(recorded, { timeout: 20_000 }).toHaveLength(5)
  expect((await recorded()).at(-1)).toBe('page_view recorded /careful')
  expect(Object.keys(await cookiesOf(careful)).sort()).toEqual(['aff_ref', 'aff_sid'])
}, 60_000)

test('a visitor of a tracking link is registered with its click, by the form and by the page itself', async () => {
  const [, form = '', register = ''] = textsOf('js')
  const [brand] = (await ask('brand')).items
  await change('PATCH', `brand/${brand.id}`, { landingPageUrl: `${origin}/?clickKey=[ClickKey]`, acceptBrowserRegistrations: true })
  const [affiliate] = (await ask('affiliate')).items
  const tracker = await change('POST', 'tracker', { affiliateId: affiliate.id, name: 'youtube-reviews' })
  const link = await change('POST', 'tracking-link', { trackerId: tracker.id, brandId: brand.id })
  shop.site.head = textsOf('html')[0] ?? ''
  const page = await shop.visit('', { origin: link.url })
  await page.waitForURL(`${origin}/**`)
  await page.evaluate(`document.body.innerHTML = '<form><input name=clickId></form>'`)
  await page.evaluate(form)
  expect(await page.evaluate(`document.querySelector('input').value`)).toMatch(/^[0-9A-Za-z]{22}$/)
  await page.evaluate(`(async () => { ${register} })()`)
  const [customer] = (await ask('customer?isVerified=false')).items
  expect(customer).toMatchObject({ externalId: 'player-1001', username: 'maria', tracking: { affiliateId: affiliate.id, affiliateTrackerId: tracker.id, clickId: expect.any(String) } })
  await change('PATCH', `customer/${customer.id}`, { isVerified: true })
  await expect.poll(async () => (await ask('transaction?externalId=deposit-1')).items, { timeout: 20_000 }).toMatchObject([{ type: 'deposit', status: 'pending' }])
}, 60_000)

test('its Content Security Policy allows all that the script does', async () => {
  const [name = '', value = ''] = textsOf('http').join('').split(/: (.*)/)
  const count = (await recorded()).length
  shop.site.headers = { [name]: value }
  shop.site.head = adapt(`<script src="http://localhost:4400/sdk/affiliatus.min.js"></script><script nonce="r4nd0m">affiliatus.init('YOUR_CAMPAIGN_ID')</script>`)
  const page = await shop.visit('/guarded?ref=NORTH1', { origin, before: `window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.blockedURI))` })
  await expect.poll(recorded, { timeout: 20_000 }).toHaveLength(count + 1)
  expect(await page.evaluate('violations')).toEqual([])
}, 60_000)
