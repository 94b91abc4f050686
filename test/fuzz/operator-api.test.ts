import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAdjustment } from '../../src/domain/adjustments/create-adjustment.ts'
import { newId } from '../../src/domain/ids.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { type ApiDocument, type Operation, readDocument } from '../operator-api/support/document.ts'
import { awaitInvoice } from '../operator-api/support/awaited-statement.ts'
import { Generator, Random } from '../operator-api/support/generate.ts'
import { playPayouts } from '../operator-api/support/payout-scene.ts'
import { playScene, type Scene } from '../operator-api/support/scene.ts'
import { createTestApi, type TestAnswer, type TestApi } from '../operator-api/support/test-api.ts'
import { dose, SEED } from '../support/dose.ts'
import { bodyFor, KnownIds, queryFor, withRealIds } from './requests.ts'

const REQUESTS = dose({ small: 2_000, short: 30_000, long: 150_000 })
const CATCH_UP_EVERY = 100
/** Of adjustments that one person may make alone; major units. */
const ABOVE_LIMIT = 1_000_000
const SETTLED_TOGETHER = 10
const LIMIT_MS = 120_000 + REQUESTS * 60

let api: TestApi
let document: ApiDocument
beforeAll(async () => {
  api = await createTestApi({ isTestProgram: true })
  document = await readDocument(api)
})
afterAll(() => api.close())

const ALIASES: Readonly<Record<string, string>> = { parentAffiliateId: 'affiliateId', ids: 'pendingId', subjectId: 'brandId', runId: 'payoutRunId', fileId: 'payoutFileId', causeId: 'commissionId' }

/** Which field's ids stand in the path of a resource. */
const PATH_FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^\/transaction\/failure\//, 'failureId'],
  [/^\/transaction\/batch\//, 'batchId'],
  [/^\/transaction\/\{id\}\/(?:approval|rejection)/, 'pendingId'],
  [/^\/transaction\//, 'transactionId'],
  [/^\/adjustment\/\{id\}\/(?:approval|rejection)/, 'pendingAdjustmentId'],
  [/^\/payout-method\//, 'payoutMethodId'],
  [/^\/saved-report\//, 'savedReportId'],
  [/^\/payout-run\/\{id\}\/(?:approval|cancellation)/, 'draftRunId'],
  [/^\/payout-run\/\{id\}\/instruction/, 'approvedRunId'],
  [/^\/payout-run\/\{id\}\/settlement/, 'instructedRunId'],
  [/^\/payout-run\//, 'payoutRunId'],
  [/^\/payout\/\{id\}\/(?:settlement|failure)/, 'instructedPayoutId'],
  [/^\/payout\/\{id\}\/return/, 'settledPayoutId'],
  [/^\/payout\/\{id\}\/cancellation/, 'draftPayoutId'],
  [/^\/payout\//, 'payoutId'],
  [/^\/paying-account\/\{id\}\/secret/, 'payerId'],
  [/^\/paying-account\//, 'payingAccountId'],
  [/^\/payout-reconciliation\//, 'reconciliationId'],
  [/^\/legal-entity\//, 'legalEntityId'],
  [/^\/tax-profile\//, 'taxProfileId'],
  [/^\/affiliate-invoice\//, 'affiliateInvoiceId'],
  [/^\/commission-plan\//, 'planId'],
  [/^\/commission\//, 'commissionId'],
  [/^\/api-key\//, 'keyId'],
  [/^\/import\/\{id\}\/part/, 'uploadingImportId'],
  [/^\/affiliate-group\//, 'groupId'],
  [/^\/affiliate\/\{id\}\/approval/, 'applicantId'],
  [/^\/affiliate\/\{id\}\/reactivation/, 'suspendedAffiliateId'],
  [/^\/affiliate\/\{id\}\/portal-/, 'portalAffiliateId'],
  [/^\/affiliate\/\{id\}\/note\//, 'notedAffiliateId'],
  [/^\/affiliate\//, 'affiliateId'],
  [/^\/tracking-link\//, 'trackingLinkId'],
  [/^\/legacy-link\//, 'legacyLinkId'],
  [/^\/gateway-delivery\//, 'deliveryId'],
  [/^\/(?:brand|product|tracker|customer)\//, ''],
]

function pathField(path: string): string {
  const field = PATH_FIELDS.find(([pattern]) => pattern.test(path))?.[1] ?? ''
  return field === '' ? `${path.split('/')[1]}Id` : field
}

test(`${REQUESTS} requests made from the document: no 5xx, nothing undeclared, every call succeeds at least once (seed ${SEED})`, { timeout: LIMIT_MS }, async () => {
  const random = new Random(SEED)
  const ids = new KnownIds(random, ALIASES)
  const generator = new Generator(document, random, (field) => ids.for(field))
  const succeeded = new Set<string>()
  const weakKey = (await api.post('/api-key', { name: 'weak', permissions: { brands: 'read' } })).body.key
  await refill('S0')
  for (const kind of ['stripe', 'woovi']) ids.add('kind', kind)
  ids.add('periodId', '2026-10')
  await api.post('/brand', { name: 'BetTest', externalId: 'bettest', landingPageUrl: 'https://bettest.example' })

  async function refill(suffix: string): Promise<void> {
    await freezePayouts(false)
    const scene: Scene = await playScene(api, api.program, suffix)
    for (const [field, id] of Object.entries(scene)) ids.add(field, id)
    const failures = await api.get('/transaction/failure')
    for (const { id } of failures.body?.items ?? []) ids.add('failureId', id)
    // Somebody else has asked for it.
    const author = { programId: api.program.programId, actor: `user:${newId()}` }
    const asked = await api.context.db.inProgram(author.programId, (tx) => createAdjustment(tx, api.context.clock, author, { affiliateId: scene.affiliateId, amount: ABOVE_LIMIT, reason: 'asked for' }))
    ids.add('pendingAdjustmentId', asked.id)
    const simulation = await api.post(`/commission-plan/${scene.planId}/simulation`, { from: '2026-10', to: '2026-11' })
    ids.add('simulationId', simulation.body.id)
    const awaited = await awaitInvoice(api, api.program, `awaited ${suffix}`)
    for (const [field, id] of Object.entries(awaited)) ids.add(`awaited-${field}`, id)
    const spare = await api.post('/legal-entity', { name: 'Spare', address: 'Valletta', country: 'MT', prefix: `SPARE${suffix}` })
    ids.add('legalEntityId', spare.body.id)
    await api.patch('/portal', { host: 'partners.example' })
    // Only a plan that nobody has can be archived.
    const unassigned = await api.post('/commission-plan', { name: `Unassigned ${suffix}`, version: { components: [{ type: 'percent_of_sale', rate: '10' }] } })
    ids.add('planId', unassigned.body.id)
    for (const field of ['version', 'other']) ids.add(field, '1')
    const payouts = await playPayouts(api, api.program, suffix)
    for (const [field, id] of Object.entries(payouts)) ids.add(field, id)
    // The last few are a run and its own payout, for the call that asks for both.
    for (let n = 0; n < SETTLED_TOGETHER; n += 1) {
      ids.add('instructedRunId', payouts.instructedRunId)
      ids.add('payoutId', payouts.instructedPayoutId)
    }
  }

  /** By somebody else than who calls. */
  async function freezePayouts(isFrozen: boolean): Promise<void> {
    await api.context.db.shared((tx) => tx.sql({ text: `update program set payouts_frozen_at = case when $1 then now() end, payouts_frozen_reason = 'test', payouts_frozen_by = 'user:other'`, values: [isFrozen] }))
  }

  for (let n = 0; n < REQUESTS; n += 1) {
    if (n % CATCH_UP_EVERY === 0) await catchUp(api.context, api.program.programId)
    const operation = random.pick(document.operations)
    const answer = await send(operation, random, generator, ids, weakKey)
    if (answer.status < 300) {
      succeeded.add(operation.id)
      harvest(operation, answer, ids)
    }
    expect(answer.text, operation.id).not.toMatch(/\bat \S+ \(|node_modules|\bselect \w+ from\b|syntax error|violates/i)
  }

  await api.patch('/program', { status: 'active', organicTracking: 'assign' })
  // A smaller billing plan has no room for the affiliates of another scene.
  await api.patch('/operator', { billingPlan: 'premium' })
  const missing = () => document.operations.filter(({ id }) => !succeeded.has(id))
  const attempt = async (operation: Operation, attempts: number) => {
    await freezePayouts(operation.id === 'liftPayoutFreeze')
    if (await succeeds(operation, generator, ids, attempts)) succeeded.add(operation.id)
  }
  for (const operation of missing()) await attempt(operation, FEW_ATTEMPTS)
  // What a random history has used up or archived is made anew, once for all that need it, then for each that finds it used up again.
  await refill('S1')
  for (const operation of missing()) await attempt(operation, SOME_ATTEMPTS)
  for (const [n, operation] of missing().entries()) {
    await refill(`S${n + 2}`)
    await attempt(operation, MANY_ATTEMPTS)
  }
  expect(missing().map(({ id }) => id)).toEqual([])
})

async function send(operation: Operation, random: Random, generator: Generator, ids: KnownIds, weakKey: string): Promise<TestAnswer> {
  const key = random.chance(0.94) ? api.program.apiKey : random.pick([null, '', weakKey, 'fsk_live_x', `${api.program.apiKey}x`])
  const headers: Record<string, string> = random.chance(0.1) ? { 'idempotency-key': `k${random.integer(50)}` } : {}
  if (random.chance(0.02)) headers['content-type'] = random.pick(['text/plain', 'application/json\t', 'application/xml'])
  const body = bodyFor(operation, random, generator)
  return api.call(operation.method, pathFor(operation, random, ids) + queryFor(operation, random, generator), { key, headers, ...(body === undefined ? {} : { body }) })
}

function pathFor(operation: Operation, random: Random, ids: KnownIds): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (random.chance(0.1)) return encodeURIComponent(random.pick(['x', '0', ' ', '\0', '../x', 'ü', 'null', "'", newId().toUpperCase()]))
    return ids.for(name === 'id' ? pathField(operation.path) : name)
  })
}

function harvest(operation: Operation, answer: TestAnswer, ids: KnownIds): void {
  if (operation.method !== 'POST' || answer.body === null) return
  if (typeof answer.body.batchId === 'string') ids.add('batchId', answer.body.batchId)
  if (typeof answer.body.id !== 'string') return
  if (operation.path.endsWith('/assignment')) ids.add('assignmentId', answer.body.id)
  else if (!operation.path.endsWith('/version')) ids.add(pathField(`${operation.path}/`), answer.body.id)
}

/** Calls that answer only about something: what they are asked about in the second chance. */
const ABOUT: Readonly<Record<string, { readonly name: string; readonly id: string }>> = { tellStory: { name: 'about', id: 'customerId' }, readEmbedCode: { name: 'trackingLinkId', id: 'trackingLinkId' } }

/** Fields of bodies that have to fit one another: whose ids they are in the second chance. */
const TOGETHER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  uploadInvoice: { affiliateId: 'awaited-affiliateId', statementId: 'awaited-statementId' },
  approveAffiliates: { ids: 'applicantId' },
  suspendAffiliates: { ids: 'notedAffiliateId' },
  reactivateAffiliates: { ids: 'suspendedAffiliateId' },
}

const FEW_ATTEMPTS = 10
const SOME_ATTEMPTS = 40
const MANY_ATTEMPTS = 200

/** A second chance, with ids of things in the right state and a body as the document shows it. */
async function succeeds(operation: Operation, generator: Generator, ids: KnownIds, attempts: number): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids.for(name === 'id' ? pathField(operation.path) : name))
    const example = operation.body?.example
    const body = operation.body === undefined ? undefined : example === undefined ? generator.value(operation.body.schema, '') : withRealIds(example, generator)
    const about = ABOUT[operation.id]
    const query = about === undefined ? '' : `?${about.name}=${ids.for(about.id)}`
    const answer = await api.call(operation.method, path + query, body === undefined ? {} : { body: JSON.stringify(fitting(operation, body, ids)) })
    if (answer.status < 300) return true
  }
  return false
}

function fitting({ id }: Operation, body: unknown, ids: KnownIds): unknown {
  // The one of the document is taken: other calls name the brand by it.
  if (id === 'createBrand' && typeof body === 'object') return { ...body, externalId: newId() }
  const together = TOGETHER[id]
  if (together === undefined || typeof body !== 'object') return body
  return { ...body, ...Object.fromEntries(Object.entries(together).map(([field, name]) => [field, field === 'ids' ? [ids.for(name)] : ids.for(name)])) }
}
