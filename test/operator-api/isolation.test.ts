import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SetUpResult } from '../../src/domain/operators/set-up.ts'
import { newId } from '../../src/domain/ids.ts'
import { type ApiDocument, type Json, type JsonRecord, type Operation, readDocument } from './support/document.ts'
import { fingerprint } from './support/fingerprint.ts'
import { dose } from '../support/dose.ts'
import { playScene, type Scene, type SceneId } from './support/scene.ts'
import { createTestApi, type TestAnswer, type TestApi } from './support/test-api.ts'

let api: TestApi
let document: ApiDocument
let victim: Scene
let attacker: SetUpResult
let own: Scene

beforeAll(async () => {
  api = await createTestApi()
  document = await readDocument(api)
  victim = await playScene(api, api.program, 'A')
  attacker = await api.addProgram('Attacker')
  own = await playScene(api, attacker, 'B')
})
afterAll(() => api.close())

/** What may not differ between another program's object and none at all. */
function visible(answer: TestAnswer): unknown {
  const { requestId: _request, ...body } = answer.body ?? {}
  return { status: answer.status, body: JSON.parse(JSON.stringify(body, (name, value: unknown) => (TIMES.has(name) ? null : value))) }
}
const TIMES = new Set(['createdTs', 'updatedTs', 'recordedAt', 'id', 'batchId', 'now'])

/** A body that would do, with every id in it replaced. */
function bodyOf(operation: Operation, idFor: (field: string) => string): Json | undefined {
  if (operation.body === undefined) return undefined
  const replace = (value: Json, field: string): Json => {
    if (Array.isArray(value)) return value.map((item) => replace(item, field))
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replace(item, name)]))
    return typeof value === 'string' && (/Id$/.test(field) || field === 'ids') && /^[0-9a-f-]{36}$/.test(value) ? idFor(field) : value
  }
  return replace(operation.body.example ?? {}, '')
}

const absent = newId()
const every = (scene: Scene): string[] => Object.values(scene)

/** Ids of other kinds that one place is tried with in the small dose: in turn, so that each is tried in many places. */
const OTHERS_TRIED = 2
let turn = 0

/** The victim's ids that a place is tried with: those that it is made for (its path or field says so) and some others; in larger doses all. */
function triedIn(place: string): string[] {
  const letters = place.toLowerCase().replace(/[^a-z]/g, '')
  const isMeant = (field: string) => letters.includes(field.replace(/Id$/, '').toLowerCase())
  const [meant, others] = [Object.keys(victim).filter(isMeant), Object.keys(victim).filter((field) => /Id$/.test(field) && !isMeant(field))]
  const first = dose({ small: OTHERS_TRIED, short: others.length, long: others.length })
  turn += first
  const rotated = others.map((_, index) => others[(index + turn) % others.length] ?? '')
  return [...meant, ...rotated.slice(0, first)].map((field) => victim[field as SceneId])
}
const asAttacker = () => ({ key: attacker.apiKey })

async function callWith(operation: Operation, pathId: string, query: string, body: Json | undefined): Promise<TestAnswer> {
  const path = operation.path.replace(/\{\w+\}/g, pathId) + query
  return api.call(operation.method, path, { ...asAttacker(), ...(body === undefined ? {} : { body }) })
}

/** What a call does not go without: an id of the caller's own. */
function requiredQuery({ query }: Operation): string {
  const required = query.filter(({ isRequired, name }) => isRequired && /Id$/.test(name)).map(({ name }) => `${name}=${own[name as keyof Scene] ?? absent}`)
  return required.length === 0 ? '' : `?${required.join('&')}`
}

describe("another program's ids are answered like ids that never existed, and change nothing", () => {
  test('in paths, on every call that takes one', async () => {
    const before = await fingerprint(api)
    const operations = document.operations.filter(({ pathParameters }) => pathParameters.length > 0)
    expect(operations.length).toBeGreaterThan(20)
    for (const operation of operations) {
      const body = bodyOf(operation, () => own.affiliateId)
      const query = requiredQuery(operation)
      const nothing = visible(await callWith(operation, absent, query, body))
      expect(nothing, operation.id).toMatchObject({ status: 404, body: { code: 'not_found' } })
      for (const id of triedIn(operation.path)) expect(visible(await callWith(operation, id, query, body)), operation.id).toEqual(nothing)
    }
    expect(await fingerprint(api)).toEqual(before)
  })

  test('in filters, on every list', async () => {
    for (const operation of document.operations.filter(({ query }) => query.length > 0)) {
      for (const { name } of operation.query.filter(({ name }) => /Id$/.test(name) && name !== 'externalId')) {
        const pathId = operation.path.includes('commission-plan') ? own.planId : absent
        const nothing = visible(await callWith(operation, pathId, `?${name}=${absent}`, undefined))
        for (const id of triedIn(name)) expect(visible(await callWith(operation, pathId, `?${name}=${id}`, undefined)), `${operation.id} ${name}`).toEqual(nothing)
      }
    }
  })

  test('in bodies, on every call that takes ids', async () => {
    const before = await fingerprint(api)
    const withIds = document.operations.filter((operation) => idFieldsOf(operation).length > 0)
    expect(withIds.map(({ id }) => id)).toEqual(expect.arrayContaining(['createProduct', 'createTracker', 'createTrackingLink', 'assignPlan', 'createAffiliate', 'changeAffiliate', 'createCoupon', 'changeCoupon']))
    for (const operation of withIds) {
      for (const field of idFieldsOf(operation)) {
        const pathId = pathIdFor(operation)
        const bodyWith = (id: string): Json => ({ ...(bodyOf(operation, (name) => own[name as keyof Scene] ?? absent) as JsonRecord), [field]: field === 'ids' ? [id] : id })
        const nothing = visible(await callWith(operation, pathId, '', bodyWith(absent)))
        for (const id of triedIn(field)) expect(visible(await callWith(operation, pathId, '', bodyWith(id))), `${operation.id} ${field}`).toEqual(nothing)
      }
    }
    expect(await fingerprint(api)).toEqual(before)
  })

  test('the tenant cannot be chosen by header, query or body', async () => {
    const victimId = api.program.programId
    const headers = { 'x-program-id': victimId, 'x-tenant-id': victimId, cookie: `program=${victimId}` }
    expect((await api.get('/program', { ...asAttacker(), headers })).body.id).toBe(attacker.programId)
    expect((await api.patch('/program', { programId: victimId }, asAttacker())).status).toBe(400)
    expect((await api.get(`/brand?programId=${victimId}`, asAttacker())).status).toBe(400)
  })

  test('lists hold nothing of others', async () => {
    for (const operation of document.operations.filter(({ method, pathParameters, query }) => method === 'GET' && pathParameters.length === 0 && query.length > 0)) {
      const { text } = await api.get(`${operation.path}?limit=500`, asAttacker())
      for (const id of every(victim)) expect(text, operation.id).not.toContain(id)
    }
  })
})

function idFieldsOf(operation: Operation): string[] {
  if (operation.body === undefined) return []
  const properties = document.resolve(operation.body.schema)['properties']
  return Object.entries((properties ?? {}) as Record<string, JsonRecord>)
    .filter(([name, schema]) => (/Id$/.test(name) || name === 'ids') && JSON.stringify(schema).includes('"uuid"'))
    .map(([name]) => name)
}

function pathIdFor(operation: Operation): string {
  const [, resource = ''] = operation.path.split('/')
  const owned: Record<string, string> = { 'commission-plan': own.planId, affiliate: own.affiliateId, product: own.productId, 'tracking-link': own.trackingLinkId, coupon: own.couponId, brand: own.brandId, tracker: own.trackerId, customer: own.customerId }
  return owned[resource] ?? absent
}
