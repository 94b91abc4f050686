import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { flagNames, isBlocking } from '../../src/domain/tracking/click-flags.ts'
import { bytesOfUuid, ClickKeys, uuidOfBytes } from '../../src/domain/tracking/click-key.ts'
import { truncateClickAddresses } from '../../src/domain/tracking/truncate-click-addresses.ts'
import type { SpooledClick } from '../../src/redirect/click-record.ts'
import { Drain } from '../../src/redirect/drain.ts'
import { placeAddresses } from '../../src/redirect/place-address.ts'
import { Spool } from '../../src/redirect/spool.ts'
import { listSpoolFolders } from '../../src/redirect/spool-folder.ts'
import type { OnClicksStored } from '../../src/redirect/store-clicks.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { makePlace, type Place, until } from './redirect-fixture.ts'
import { silent } from './spool-fixture.ts'

let context: TestContext
let place: Place
let root: string
let rounds = 0

beforeAll(async () => {
  context = await createTestContext()
})

afterAll(async () => {
  await context?.close()
})

beforeEach(async () => {
  place = await makePlace(context)
  rounds += 1
  root = path.join(context.config.dataDir, `spool-${rounds}`)
})

const LIMITS = { segmentBytes: 6_000, reserveBytes: 4_000, segmentsMax: 500 }
const keys = new ClickKeys([Buffer.alloc(16, 5)])

function clickOf(of: Place, more: Partial<SpooledClick> = {}): SpooledClick {
  const key = keys.mint({ programNumber: of.number, linkNumber: 1, blocked: false, nowMs: Date.now() })
  return {
    clickKey: key,
    recordedAtMs: Date.now(),
    linkIds: Buffer.concat([of.programId, newId(), of.affiliateId, of.trackerId, of.brandId].map(bytesOfUuid)),
    visitorId: null,
    flags: 0,
    address: '8.8.8.8',
    agentFamily: 'Chrome',
    country: undefined,
    referringUrl: undefined,
    customParameter: undefined,
    subIds: [],
    utm: [],
    ...more,
  }
}

function fill(spool: Spool, clicks: readonly SpooledClick[]): void {
  clicks.forEach((click, i) => {
    spool.append(click, { answer: () => undefined })
    if (i % 3 === 2) spool.flush()
  })
  spool.flush()
}

function drainOf(ownSpoolId: Uuid | undefined, onClicksStored: OnClicksStored = async () => undefined): Drain {
  const drain = new Drain({ db: context.db, root, log: silent, ownSpoolId, place: placeAddresses((address) => (address === '8.8.8.8' ? 'US' : null), true), onClicksStored })
  drain.start()
  return drain
}

async function stored(of: Place): Promise<{ click_key: Uuid, country: string | null, ip: string | null }[]> {
  return context.db.inProgram(of.programId, (tx) => tx.sql({ text: 'select click_key, country, ip from click where program_id = $1', values: [of.programId] }))
}

describe('the drain', () => {
  test('stores every click once, of several programs, and deletes what it has drained', async () => {
    const other = await makePlace(context)
    const spool = new Spool(root, silent, LIMITS)
    const clicks = Array.from({ length: 200 }, (_, i) => clickOf(i % 4 === 0 ? other : place))
    fill(spool, clicks)
    const drain = drainOf(spool.folder.id)
    await until(() => drain.counters.clicksStored === 200)
    expect(await stored(place)).toHaveLength(150)
    expect(await stored(other)).toHaveLength(50)
    expect((await stored(place))[0]).toMatchObject({ country: 'US', ip: '8.8.8.8' })
    fill(spool, [clickOf(place)])
    await until(() => drain.counters.clicksStored === 201)
    spool.close()
    await drain.stop(1_000)
    expect(await stored(place)).toHaveLength(151)
  })

  test('marks the affiliates of clicks that it brings late, where clicks are paid', async () => {
    const free = await makePlace(context)
    await context.db.inProgram(place.programId, (tx) =>
      tx.sql({
        text: `with plan as (insert into commission_plan (program_id, id, name, currency, created_at, updated_at) values ($1, $2, 'Clicks', 'EUR', now(), now()) returning id)
               insert into commission_plan_version (program_id, id, plan_id, version, effective_from, applies_to, components, needs, created_by, created_at)
               select $1, id, id, 1, now(), 'new_customers', '[]', '{clicks}', 'test', now() from plan`,
        values: [place.programId, newId()],
      }),
    )
    const marks = async ({ programId }: Place) =>
      context.db.inProgram(programId, (tx) => tx.sql<{ affiliate_id: Uuid }>({ text: 'select affiliate_id from reckoning_mark where program_id = $1', values: [programId] }))
    const spool = new Spool(root, silent, LIMITS)
    const drain = drainOf(spool.folder.id)
    fill(spool, [clickOf(place), clickOf(place, { recordedAtMs: Date.now() - 20_000 })])
    await until(() => drain.counters.clicksStored === 2)
    expect(await marks(place)).toEqual([])
    fill(spool, [clickOf(place, { recordedAtMs: Date.now() - 31_000 }), clickOf(place, { recordedAtMs: Date.now() - 30_000 }), clickOf(free, { recordedAtMs: Date.now() - 31_000 })])
    await until(() => drain.counters.clicksStored === 5)
    expect(await marks(place)).toEqual([{ affiliate_id: place.affiliateId }])
    expect(await marks(free)).toEqual([])
    spool.close()
    await drain.stop(1_000)
  })

  test('brings every field of every click over, whatever is missing', async () => {
    const of = (i: number, bit: number): boolean => (i & (1 << bit)) !== 0
    const clicks = Array.from({ length: 1_300 }, (_, i) => clickOf(place, {
      flags: i % 256,
      address: ['8.8.8.8', '2001:db8::1', ''][i % 3] ?? '',
      visitorId: of(i, 0) ? bytesOfUuid(newId()) : null,
      agentFamily: of(i, 1) ? 'Füchsin' : '',
      country: of(i, 2) ? 'MT' : undefined,
      referringUrl: of(i, 3) ? `https://blog.example/${'x'.repeat(i)}` : undefined,
      customParameter: of(i, 4) ? `aff ${i} 😀` : undefined,
      subIds: of(i, 5) ? [`a "${i}"`, undefined, 'c'] : [],
      utm: of(i, 6) ? [['utm_source', 'news']] : [],
    }))
    const spool = new Spool(root, silent, { ...LIMITS, segmentBytes: 4_000_000 })
    fill(spool, clicks)
    const drain = drainOf(spool.folder.id)
    await until(() => drain.counters.clicksStored === clicks.length)
    spool.close()
    await drain.stop(1_000)
    const rows = await context.db.inProgram(place.programId, (tx) => tx.sql<Record<string, unknown>>({ text: 'select * from click where program_id = $1', values: [place.programId] }))
    const byKey = new Map(rows.map((row) => [row['click_key'], row]))
    for (const [i, click] of clicks.entries()) {
      const hasPlace = click.address === '8.8.8.8'
      expect(byKey.get(click.clickKey.uuid), `click ${i}`).toMatchObject({
        occurred_at: new Date(click.clickKey.occurredAtMs), recorded_at: new Date(click.recordedAtMs), affiliate_id: place.affiliateId,
        tracker_id: place.trackerId, brand_id: place.brandId, visitor_id: click.visitorId === null ? null : uuidOfBytes(click.visitorId),
        flags: flagNames(click.flags), is_valid: !isBlocking(click.flags), ip: click.address === '' ? null : click.address,
        country: click.country ?? (hasPlace ? 'US' : null), agent_family: click.agentFamily === '' ? null : click.agentFamily,
        referring_url: click.referringUrl ?? null, custom_parameter: click.customParameter ?? null,
        sub_ids: of(i, 5) ? { s1: `a "${i}"`, s3: 'c' } : null, utm: of(i, 6) ? { utm_source: 'news' } : null,
      })
    }
  })

  test('finishes the spool of a dead process and removes it', async () => {
    const dead = new Spool(root, silent, LIMITS)
    fill(dead, Array.from({ length: 50 }, () => clickOf(place)))
    dead.close()
    const drain = drainOf(undefined)
    await until(() => listSpoolFolders(root).length === 0)
    await drain.stop(1_000)
    expect(await stored(place)).toHaveLength(50)
    const positions = await context.db.shared((tx) => tx.sql({ text: 'select from spool_position where spool_id = $1', values: [dead.folder.id] }))
    expect(positions).toHaveLength(0)
  })

  test('takes a click once that stands in the spool twice', async () => {
    const spool = new Spool(root, silent, LIMITS)
    const clicks = Array.from({ length: 30 }, () => clickOf(place))
    fill(spool, clicks)
    fill(spool, [...clicks.slice(10, 20), clickOf(place)])
    const drain = drainOf(spool.folder.id)
    await until(() => drain.counters.clicksStored === 41)
    spool.close()
    await drain.stop(1_000)
    expect(await stored(place)).toHaveLength(31)
    expect(drain.counters.clicksRefused).toBe(0)
  })

  test('works beside another drain of the same spool without loss or doubles', async () => {
    const spool = new Spool(root, silent, LIMITS)
    const drains = [drainOf(spool.folder.id), drainOf(spool.folder.id)]
    for (let i = 0; i < 40; i += 1) {
      fill(spool, Array.from({ length: 10 }, () => clickOf(place)))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await until(async () => (await stored(place)).length === 400)
    spool.close()
    await Promise.all(drains.map((drain) => drain.stop(1_000)))
    expect(drains.reduce((sum, drain) => sum + drain.counters.clicksStored, 0)).toBe(400)
  })

  test('sets aside the one click that the database refuses', async () => {
    const spool = new Spool(root, silent, LIMITS)
    const clicks = Array.from({ length: 20 }, () => clickOf(place))
    clicks[7] = clickOf(place, { customParameter: 'with\u0000nul' })
    fill(spool, clicks)
    const drain = drainOf(spool.folder.id)
    await until(() => drain.counters.clicksRefused === 1 && drain.counters.clicksStored === 19)
    spool.close()
    await drain.stop(1_000)
    expect(await stored(place)).toHaveLength(19)
    expect(JSON.parse(readFileSync(path.join(root, 'refused-clicks.jsonl'), 'utf8'))).toMatchObject({ programId: place.programId, customParameter: 'with\u0000nul' })
  })

  test('tells of stored clicks only while an attribution waits, and is not stopped by who fails to listen', async () => {
    const told: Uuid[][] = []
    const listen: OnClicksStored = async (_, __, clickKeys) => {
      told.push([...clickKeys])
      throw new Error('a bug')
    }
    const spool = new Spool(root, silent, LIMITS)
    const drain = drainOf(spool.folder.id, listen)
    fill(spool, [clickOf(place)])
    await until(() => drain.counters.clicksStored === 1)
    expect(told).toEqual([])
    await makeWaitingAttribution(place)
    fill(spool, [clickOf(place)])
    await until(() => drain.counters.clicksStored === 2)
    spool.close()
    await drain.stop(1_000)
    expect(told.length).toBeGreaterThan(0)
    expect(await stored(place)).toHaveLength(2)
  })
})

test('old addresses lose their end, newer ones keep it', async () => {
  const spool = new Spool(root, silent, LIMITS)
  const addresses = ['192.0.2.77', '2001:db8:1:2:3::4', '198.51.100.9']
  fill(spool, addresses.map((address) => clickOf(place, { address })))
  const drain = drainOf(spool.folder.id)
  await until(() => drain.counters.clicksStored === 3)
  spool.close()
  await drain.stop(1_000)
  const truncate = (limit: number) =>
    context.db.inProgram(place.programId, (tx) => truncateClickAddresses(tx, { programId: place.programId, before: new Date(Date.now() + 1_000), limit }))
  expect([await truncate(2), await truncate(2), await truncate(2)]).toEqual([2, 1, 0])
  expect((await stored(place)).map((row) => row.ip).sort()).toEqual(['192.0.2.0/24', '198.51.100.0/24', '2001:db8:1::/48'])
})

async function makeWaitingAttribution(of: Place): Promise<void> {
  const customerId = newId()
  const now = new Date()
  await context.db.inProgram(of.programId, async (tx) => {
    await tx.sql({
      text: `insert into customer (program_id, id, brand_id, external_id, registered_at, created_by, created_at, updated_at) values ($1, $2, $3, 'c1', $4, 'test', $4, $4)`,
      values: [of.programId, customerId, of.brandId, now],
    })
    await tx.sql({
      text: `insert into attribution (program_id, customer_id, affiliate_id, tracker_id, brand_id, click_key, carrier, frozen, is_complete, recorded_at)
             values ($1, $2, $3, $4, $5, $6, 'click_key', '{}', false, $7)`,
      values: [of.programId, customerId, of.affiliateId, of.trackerId, of.brandId, newId(), now],
    })
  })
}
