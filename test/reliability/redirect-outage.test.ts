import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, openEmbedded } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { makeLink, makePlace, type Place, RedirectFixture, until } from '../redirect/redirect-fixture.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { BreakableConnection } from './breakable-connection.ts'

const PATIENCE_MS = 5_000

let root: string
let postgres: EmbeddedPostgres
let connection: BreakableConnection
let context: TestContext
let place: Place
let redirect: RedirectFixture

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'fairshare-redirect-outage-'))
  postgres = await openEmbedded({ dataDir: path.join(root, 'server') })
  const { appUrl } = await migrate({ ownerUrl: postgres.ownerUrl, secret: 'test', now: new Date() })
  connection = await BreakableConnection.to(appUrl)
  context = await createTestContext({ database: { name: 'fairshare', ownerUrl: postgres.ownerUrl, appUrl, drop: async () => undefined } })
  place = await makePlace(context)
  redirect = await RedirectFixture.start(context, { databaseUrl: connection.url })
})
afterAll(async () => {
  await redirect?.close()
  await connection?.close()
  await context?.close()
  await postgres?.close()
  await rm(root, { recursive: true, force: true })
})

test.each(['down', 'silent'] as const)('while the database is %s, known links go on, unknown ones are told to come back, and afterwards all is known', async (state) => {
  const link = await makeLink(context, place)
  await until(async () => (await redirect.get(`/c/${link.slug}`)).status === 302)
  connection.set(state)
  const startedAt = performance.now()
  const unknown = await Promise.all(Array.from({ length: 30 }, (_, i) => redirect.get(`/c/unknown-${state}-${i}`)))
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS)
  expect(unknown.map((answer) => answer.status)).toEqual(unknown.map(() => 503))
  expect(unknown.every((answer) => answer.headers['retry-after'] === '2')).toBe(true)
  const known = await Promise.all(Array.from({ length: 200 }, () => redirect.get(`/c/${link.slug}`)))
  expect(known.map((answer) => answer.status)).toEqual(known.map(() => 302))
  const made = await makeLink(context, place)
  connection.set('up')
  await until(async () => (await redirect.get(`/c/${made.slug}`)).status === 302, 15_000)
  expect((await redirect.get(`/c/unknown-${state}-0`)).status).toBe(404)
  const clicks = await redirect.clicks(place)
  expect(clicks.filter((click) => click.tracking_link_id === link.id).length).toBeGreaterThan(200)
  expect(clicks).toHaveLength(redirect.redirect.counters().redirects)
})
