import { afterAll, beforeAll, expect, test } from 'vitest'
import { isUuid, newId } from '../../src/domain/ids.ts'
import { PORTAL_API_PREFIX } from '../../src/http/portal-api/index.ts'
import { type ApiDocument, type Json, type Operation, readDocument } from '../operator-api/support/document.ts'
import { fingerprint } from '../operator-api/support/fingerprint.ts'
import { playScene } from '../operator-api/support/scene.ts'
import { createTestApi, type TestAnswer, type TestApi } from '../operator-api/support/test-api.ts'
import { dose } from '../support/dose.ts'
import { type PortalVisitor, signInVisitor } from './support/portal-visitor.ts'

let api: TestApi
let document: ApiDocument
let visitor: PortalVisitor
/** Ids of what belongs to another affiliate of the same program, and to another program. */
let foreign: readonly string[]

/** What every affiliate of a program may know of. */
const OF_THE_PROGRAM = new Set(['brandId', 'productId', 'planId', 'mediaId'])

beforeAll(async () => {
  api = await createTestApi()
  document = await readDocument(api, `/${PORTAL_API_PREFIX}/openapi.json`)
  const { programId } = api.program
  const scene = await playScene(api, api.program, 'A')
  const victim = await signInVisitor(api, programId, scene.affiliateId)
  const other = await api.addProgram('Other')
  const elsewhere = await signInVisitor(api, other.programId, (await api.post('/affiliate', { name: 'Elsewhere' }, { key: other.apiKey })).body.id)
  const own = (await api.post('/affiliate', { name: 'Attacker' })).body.id
  visitor = await signInVisitor(api, programId, own)
  const key = (await victim.post('/api-key', { name: 'Victim', access: 'read' })).body.id
  const method = (await victim.post('/payout-method', { kind: 'paypal', details: { email: 'victim@example.com' } })).body.id
  const invitation = (await victim.post('/collaborator/invitation', { email: 'invited@example.com', role: 'viewer' })).body.id
  const session = (await victim.get('/account/session')).body.items[0].id
  expect([key, method, invitation, session]).not.toContain(undefined)
  const ids = Object.entries(scene).filter(([name]) => !OF_THE_PROGRAM.has(name)).map(([, id]) => id)
  foreign = [key, method, invitation, session, victim.userId, elsewhere.affiliateId, elsewhere.userId, ...ids].filter(isUuid)
}, 120_000)
afterAll(() => api.close())

function visible({ status, body }: TestAnswer): unknown {
  const { requestId: _request, ...rest } = body ?? {}
  return { status, body: rest }
}

/** Ids that one place is tried with in the small dose: in turn, the portal's own always. */
const TRIED = 3
const ALWAYS = 7
let turn = 0

function tried(): readonly string[] {
  const most = dose({ small: TRIED, short: foreign.length, long: foreign.length })
  const [always, others] = [foreign.slice(0, ALWAYS), foreign.slice(ALWAYS)]
  turn += most
  return [...always, ...others.map((_, i) => others[(i + turn) % others.length] ?? '').slice(0, most)]
}

const callWith = (operation: Operation, id: string, query = '', body?: Json) =>
  visitor.call(operation.method, operation.path.replace(`/${PORTAL_API_PREFIX}`, '').replace(/\{\w+\}/g, id) + query, body === undefined ? {} : { body })

const isOwnPath = ({ path }: Operation) => !path.includes('/site/')
const absent = newId()

/** A body that would do, with the ids of nothing in it. */
function bodyOf({ body }: Operation, id: string): Json | undefined {
  if (body === undefined) return undefined
  const replace = (value: Json, field: string): Json => {
    if (Array.isArray(value)) return value.map((item) => replace(item, field))
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replace(item, name)]))
    return typeof value === 'string' && /Ids?$/.test(field) ? id : value
  }
  return replace(body.example ?? {}, '')
}

test("another affiliate's ids in paths are answered like ids that never existed, and change nothing", async () => {
  const before = await fingerprint(api)
  const operations = document.operations.filter((operation) => operation.pathParameters.length > 0 && isOwnPath(operation))
  expect(operations.length).toBeGreaterThan(5)
  for (const operation of operations) {
    const nothing = visible(await callWith(operation, absent, '', bodyOf(operation, absent)))
    expect(nothing, operation.id).toMatchObject({ status: 404 })
    for (const id of tried()) expect(visible(await callWith(operation, id, '', bodyOf(operation, absent))), `${operation.id} ${id}`).toEqual(nothing)
  }
  expect(await fingerprint(api)).toEqual(before)
}, 120_000)

test("another affiliate's ids in filters find nothing", async () => {
  for (const operation of document.operations.filter(({ method, pathParameters }) => method === 'GET' && pathParameters.length === 0)) {
    for (const { name } of operation.query.filter(({ name: field }) => /Id$/.test(field) && field !== 'externalId')) {
      const nothing = visible(await callWith(operation, absent, `?${name}=${absent}`))
      for (const id of tried()) expect(visible(await callWith(operation, absent, `?${name}=${id}`)), `${operation.id} ${name}`).toEqual(nothing)
    }
  }
}, 120_000)

test('every list of an affiliate without anything is empty, whatever others have', async () => {
  const lists = document.operations.filter((operation) => operation.method === 'GET' && operation.pathParameters.length === 0 && isOwnPath(operation))
  const found: string[] = []
  for (const operation of lists) {
    const { body } = await callWith(operation, absent)
    const text = JSON.stringify(body ?? {})
    for (const id of foreign) if (text.includes(id)) found.push(`${operation.id} tells ${id}`)
  }
  expect(found).toEqual([])
}, 120_000)

test('without a credential every call but the open ones is refused', async () => {
  for (const operation of document.operations.filter(isOwnPath)) {
    const answer = await api.call(operation.method, operation.path.replace(/\{\w+\}/g, absent), { key: null, ...(operation.body === undefined ? {} : { body: operation.body.example ?? {} }) })
    expect(answer.status, operation.id).toBeGreaterThanOrEqual(400)
  }
}, 120_000)
