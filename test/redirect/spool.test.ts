import { existsSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readClick, type SpooledClick, writeClick } from '../../src/redirect/click-record.ts'
import { Spool, type SpoolLimits } from '../../src/redirect/spool.ts'
import { isAbandoned, listSegments, listSpoolFolders, RESERVE_FILE, segmentFile } from '../../src/redirect/spool-folder.ts'
import { until } from './redirect-fixture.ts'
import { FaultyDisk, makeClick, readAll, silent, write } from './spool-fixture.ts'

const LIMITS: SpoolLimits = { segmentBytes: 4_000, reserveBytes: 2_000, segmentsMax: 20 }

let root: string
let opened: Spool | undefined

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'fairshare-spool-'))
})

afterEach(async () => {
  opened?.close()
  await rm(root, { recursive: true, force: true, maxRetries: 5 })
})

function open(limits = LIMITS, files?: FaultyDisk): Spool {
  opened = new Spool(root, silent, limits, files)
  return opened
}

describe('a click record', () => {
  test('reads back as it was written, whatever people send', () => {
    const text = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), { nil: undefined })
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => Buffer.from(array))
    fc.assert(
      fc.property(fc.record({ referringUrl: text, customParameter: text, subIds: fc.array(text, { maxLength: 10 }), utm: text, visitorId: bytes }), (sent) => {
        const click: SpooledClick = { ...makeClick(), ...sent, utm: sent.utm === undefined ? [] : [['utm_source', sent.utm]] }
        const buffer = Buffer.alloc(70_000)
        const end = writeClick(buffer, 7, click)
        const read = readClick(buffer, 7, end)
        expect(read.referringUrl).toBe(sent.referringUrl ?? null)
        expect(read.customParameter).toBe(sent.customParameter ?? null)
        const expected = Object.fromEntries(sent.subIds.map((value, i) => [`s${i + 1}`, value]).filter(([, value]) => value !== undefined))
        expect(read.subIds ?? {}).toEqual(expected)
        expect(read.utm).toEqual(sent.utm === undefined ? null : { utm_source: sent.utm })
      }),
    )
  })
})

describe('a spool', () => {
  test('answers only what it has written, all of a turn in one frame', async () => {
    const spool = open()
    const answered: number[] = []
    for (let i = 0; i < 5; i += 1) spool.append(makeClick(`${i}`), { answer: () => answered.push(i) })
    expect(answered).toEqual([])
    expect(readAll(root, spool.folder, false).notes).toEqual([])
    await new Promise((resolve) => setImmediate(resolve))
    expect(answered).toEqual([0, 1, 2, 3, 4])
    expect(readAll(root, spool.folder, false).notes).toEqual(['0', '1', '2', '3', '4'])
    expect(spool.counters.clicksRecorded).toBe(5)
  })

  test('goes on in a new segment, and is read across segments in order', () => {
    const spool = open()
    const notes = Array.from({ length: 100 }, (_, i) => `click ${i}`)
    for (const note of notes) write(spool, note)
    expect(listSegments(spool.folder).length).toBeGreaterThan(3)
    expect(readAll(root, spool.folder, false).notes).toEqual(notes)
  })

  test('takes a frame larger than a turn should be in pieces', () => {
    const spool = open({ ...LIMITS, segmentBytes: 4_000_000 })
    const notes = Array.from({ length: 3_000 }, (_, i) => `${i} ${'x'.repeat(400)}`)
    expect(write(spool, ...notes)).toHaveLength(3_000)
    expect(readAll(root, spool.folder, false).notes).toEqual(notes)
  })

  test('of a live process is not abandoned; a closed one is, and its reserve is inherited', async () => {
    const spool = open()
    await until(() => spool.hasReserve)
    expect(isAbandoned(spool.folder, undefined)).toBe(false)
    spool.close()
    expect(isAbandoned(spool.folder, undefined)).toBe(true)
    const next = open()
    expect(existsSync(path.join(spool.folder.path, RESERVE_FILE))).toBe(false)
    expect(existsSync(path.join(next.folder.path, RESERVE_FILE))).toBe(true)
    expect(listSpoolFolders(root)).toHaveLength(2)
  })

  test.each([
    ['of a dead process is abandoned', { pid: 2 ** 22 + 1 }, 0, true],
    ['whose process id is used again is abandoned', { startedAt: '1' }, 0, process.platform === 'linux'],
    ['of a live process is not, however long it was stopped', {}, 3_600, false],
    ['of another host or container is not while it is heard of', { place: 'elsewhere', pid: 2 ** 22 + 1 }, 30, false],
    ['of another host or container is when it has been silent', { place: 'elsewhere' }, 61, true],
  ])('%s', (_, changed, silentSeconds, expected) => {
    const spool = open()
    const file = path.join(spool.folder.path, 'owner.json')
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...changed }))
    utimesSync(file, new Date(), Date.now() / 1_000 - silentSeconds)
    expect(isAbandoned(spool.folder, undefined)).toBe(expected)
  })
})

describe('a torn spool', () => {
  test('loses only the frame that was cut, at whatever byte: it had not been answered', () => {
    const spool = open()
    write(spool, 'a', 'b')
    write(spool, 'c')
    const file = segmentFile(spool.folder, 1)
    const whole = readFileSync(file)
    const secondFrame = whole.indexOf('FSF1', 4)
    for (let length = secondFrame + 1; length < whole.length; length += 13) {
      writeFileSync(file, whole.subarray(0, length))
      // While its process lives the rest may still come …
      expect(readAll(root, spool.folder, false)).toMatchObject({ notes: ['a', 'b'], torn: 0, position: { segment: 1, offset: secondFrame } })
      // … and when it is dead the rest is set aside.
      expect(readAll(root, spool.folder, true)).toMatchObject({ notes: ['a', 'b'], torn: length - secondFrame })
    }
    expect(readdirSync(root).filter((name) => name.endsWith('.torn'))).toHaveLength(1)
  })

  test('with damage in the middle goes on at the next whole frame', () => {
    const spool = open()
    write(spool, 'a')
    write(spool, 'b')
    write(spool, 'c')
    const file = segmentFile(spool.folder, 1)
    const bytes = readFileSync(file)
    bytes.fill(0xee, bytes.indexOf('FSF1', 4) + 30, bytes.indexOf('FSF1', 4) + 40)
    writeFileSync(file, bytes)
    const read = readAll(root, spool.folder, true)
    expect(read.notes).toEqual(['a', 'c'])
    expect(read.torn).toBeGreaterThan(100)
  })

  test('that lost the end of a closed segment goes on in the next one', () => {
    const spool = open()
    for (let i = 0; i < 60; i += 1) write(spool, `${i}`)
    const first = segmentFile(spool.folder, 1)
    truncateSync(first, readFileSync(first).length - 5)
    const { notes, torn } = readAll(root, spool.folder, false)
    expect(notes).toHaveLength(59)
    expect(notes.at(-1)).toBe('59')
    expect(torn).toBeGreaterThan(0)
  })
})

describe('a full disk', () => {
  test('half-written frames leave no trace; the reserve takes over, then clicks are counted, then all is normal again', async () => {
    const disk = new FaultyDisk()
    const spool = open({ ...LIMITS, reserveBytes: 1_500 }, disk)
    await until(() => spool.hasReserve)
    write(spool, 'before')
    disk.freeForNew = 100
    const notes = ['before', ...Array.from({ length: 30 }, (_, i) => `full ${i}`)]
    for (const note of notes.slice(1)) expect(write(spool, note)).toEqual([note])
    expect(spool.mode).toBe('full')
    const kept = spool.counters.clicksRecorded
    expect(kept).toBeGreaterThan(5)
    expect(spool.counters.clicksUnrecorded).toBe(31 - kept)
    expect(readAll(root, spool.folder, false)).toMatchObject({ notes: notes.slice(0, kept), torn: 0 })
    disk.freeForNew = Number.POSITIVE_INFINITY
    await until(() => {
      write(spool, 'after')
      return spool.mode === 'normal'
    })
    const { notes: read, torn } = readAll(root, spool.folder, false)
    expect(read.slice(0, kept)).toEqual(notes.slice(0, kept))
    expect(read.at(-1)).toBe('after')
    expect(torn).toBe(0)
    expect(read).toHaveLength(spool.counters.clicksRecorded)
  })

  test('the reserve is made again when there is room, and the spool leaves it', async () => {
    const disk = new FaultyDisk()
    const spool = open(LIMITS, disk)
    await until(() => spool.hasReserve)
    disk.freeForNew = 0
    write(spool, 'reserved')
    expect(spool.mode).toBe('reserve')
    disk.freeForNew = Number.POSITIVE_INFINITY
    await until(() => spool.mode === 'normal')
    expect(existsSync(path.join(spool.folder.path, RESERVE_FILE))).toBe(true)
    write(spool, 'after')
    expect(readAll(root, spool.folder, false).notes).toEqual(['reserved', 'after'])
  })

  test('so is one whose backlog has taken all it may', () => {
    const spool = open({ ...LIMITS, segmentsMax: 2 })
    for (let i = 0; i < 100; i += 1) write(spool, `${i}`)
    expect(spool.mode).toBe('full')
    expect(spool.counters.clicksRecorded + spool.counters.clicksUnrecorded).toBe(100)
    expect(readAll(root, spool.folder, false).notes).toHaveLength(spool.counters.clicksRecorded)
  })
})

describe('a failed sync', () => {
  test('makes the spool write everything since the last one again, to another segment', async () => {
    const disk = new FaultyDisk()
    const spool = open({ ...LIMITS, segmentBytes: 1_000_000 }, disk)
    disk.failSyncs = 1
    write(spool, 'a')
    write(spool, 'b')
    await until(() => spool.counters.syncFailures === 1)
    write(spool, 'c')
    expect(spool.mode).toBe('normal')
    expect(listSegments(spool.folder)).toEqual([1, 2])
    expect(readAll(root, spool.folder, false).notes).toEqual(['a', 'b', 'a', 'b', 'c'])
    const { keys } = readAll(root, spool.folder, false)
    expect(new Set(keys).size).toBe(3)
  })
})
