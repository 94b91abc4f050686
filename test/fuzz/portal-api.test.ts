import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { PORTAL_API_PREFIX } from '../../src/http/portal-api/index.ts'
import { type ApiDocument, type Operation, readDocument } from '../operator-api/support/document.ts'
import { Generator, Random } from '../operator-api/support/generate.ts'
import { playScene } from '../operator-api/support/scene.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { type PortalVisitor, signInVisitor } from '../portal/support/portal-visitor.ts'
import { dose, SEED } from '../support/dose.ts'
import { bodyFor, KnownIds, queryFor } from './requests.ts'

const REQUESTS = dose({ small: 150, short: 10_000, long: 60_000 })
const LIMIT_MS = 120_000 + REQUESTS * 150
const SITE = 'first'

let api: TestApi
let document: ApiDocument
let affiliateId: string
let scene: Readonly<Record<string, string>>
beforeAll(async () => {
  api = await createTestApi({ isTestProgram: true })
  document = await readDocument(api, `/${PORTAL_API_PREFIX}/openapi.json`)
  scene = await playScene(api, api.program, 'F')
  affiliateId = scene['affiliateId'] ?? ''
  await api.patch('/portal', { selfSignUp: true, terms: 'Play fair.' })
}, LIMIT_MS)
afterAll(() => api.close())

const signIn = (): Promise<PortalVisitor> => signInVisitor(api, api.program.programId, affiliateId)

test(`${REQUESTS} requests made from the portal's document: no 5xx, nothing undeclared, every list answers (seed ${SEED})`, { timeout: LIMIT_MS }, async () => {
  const random = new Random(SEED)
  const ids = new KnownIds(random)
  for (const [field, id] of Object.entries(scene)) ids.add(field, id)
  const generator = new Generator(document, random, (field) => ids.for(field))
  let visitor = await signIn()
  for (let n = 0; n < REQUESTS; n += 1) {
    const operation = random.pick(document.operations)
    const answer = await visitor.call(operation.method, pathFor(operation, random, ids) + queryFor(operation, random, generator), optionsFor(operation, random, generator))
    expect(answer.text, operation.id).not.toMatch(/\bat \S+ \(|node_modules|\bselect \w+ from\b|syntax error|violates/i)
    if (answer.status < 300 && typeof answer.body?.id === 'string') ids.add(fieldOf(operation), answer.body.id)
    // Some of the calls sign out, or take what the visitor proved away.
    if (answer.status === 401 || answer.body?.code === 'fresh_sign_in_required') visitor = await signIn()
  }
  visitor = await signIn()
  for (const { method, path, pathParameters, id } of document.operations) {
    if (method !== 'GET' || pathParameters.length > 0 || !id.startsWith('list')) continue
    expect((await visitor.get(below(path))).status, id).toBe(200)
  }
})

const below = (path: string) => path.replace(`/${PORTAL_API_PREFIX}`, '')

/** The field whose ids a resource has: `/payout-method/{id}` has those of `payoutMethodId`. */
function fieldOf({ path }: Operation): string {
  const [name = ''] = below(path).slice(1).split('/')
  return `${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Id`
}

function pathFor(operation: Operation, random: Random, ids: KnownIds): string {
  return below(operation.path).replace(/\{(\w+)\}/g, (_, name: string) => {
    if (random.chance(0.1)) return encodeURIComponent(random.pick(['x', '0', ' ', '\0', '../x', 'ü', 'null', "'", newId().toUpperCase()]))
    if (name === 'slug') return SITE
    return ids.for(name === 'id' ? fieldOf(operation) : name)
  })
}

function optionsFor(operation: Operation, random: Random, generator: Generator) {
  const headers: Record<string, string> = random.chance(0.1) ? { 'idempotency-key': `k${random.integer(50)}` } : {}
  if (random.chance(0.02)) headers['content-type'] = random.pick(['text/plain', 'application/json\t', 'application/xml'])
  if (random.chance(0.02)) headers['sec-fetch-site'] = 'cross-site'
  if (random.chance(0.02)) headers['x-api-key'] = random.pick(['', 'fsa_live_x', api.program.apiKey])
  if (random.chance(0.02)) headers['cookie'] = random.pick(['', 'fairshare_portal=', 'fairshare_portal=x.y', `fairshare_portal=${newId()}.${'A'.repeat(43)}`])
  const body = bodyFor(operation, random, generator)
  // The slug in a body is nobody's guess.
  const sited = typeof body === 'string' ? body.replace(/"site":"[^"]*"/, random.chance(0.9) ? `"site":"${SITE}"` : '"site":"nobody"') : body
  return { headers, ...(sited === undefined ? {} : { body: sited }) }
}
