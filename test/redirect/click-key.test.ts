import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOfUuid, ClickKeys, clickKeyText, clickKeyUuid, deriveClickKeySecret } from '../../src/domain/tracking/click-key.ts'

const KEY = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
const OTHER_KEY = Buffer.from('f0e0d0c0b0a090807060504030201000', 'hex')
const NOW = Date.UTC(2026, 10, 21, 12, 0, 0, 123)
const click = { programNumber: 7, linkNumber: 4711, blocked: false, nowMs: NOW }

describe('a click key', () => {
  test('is 22 characters of base62 and reads back as what was minted', () => {
    fc.assert(
      fc.property(
        fc.record({
          programNumber: fc.integer({ min: 1, max: 65_535 }),
          linkNumber: fc.integer({ min: 1, max: 16_777_215 }),
          blocked: fc.boolean(),
          nowMs: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2058, 0, 1) }),
          instance: fc.integer({ min: 0, max: 63 }),
        }),
        ({ instance, ...input }) => {
          const keys = new ClickKeys([KEY])
          keys.useInstance(instance)
          const minted = keys.mint(input)
          expect(minted.text).toMatch(/^[0-9A-Za-z]{22}$/)
          expect(keys.read(minted.text)).toEqual({
            programNumber: input.programNumber,
            linkNumber: input.linkNumber,
            occurredAt: new Date(input.nowMs),
            isBlocked: input.blocked,
            uuid: minted.uuid,
          })
        },
      ),
    )
  })

  test('is one AES-128 block of program, link, time, blocked bit, instance, sequence and check', () => {
    const keys = new ClickKeys([KEY])
    keys.useInstance(5)
    const minted = keys.mint({ ...click, blocked: true })
    const decipher = createCipheriv('aes-128-ecb', KEY, null).setAutoPadding(false)
    const plain = [...Array(512).keys()].map((sequence) => {
      const block = Buffer.alloc(16)
      block.writeUInt16BE(7, 0)
      block.writeUIntBE(4711, 2, 3)
      block.writeUIntBE(NOW - Date.UTC(2024, 0, 1), 5, 5)
      block.writeUInt16BE(0x8000 | (5 << 9) | sequence, 10)
      block.write('FSK1', 12, 'latin1')
      return decipher.update(block).toString('hex')
    })
    expect(plain).toContain(minted.bytes.toString('hex'))
  })

  test.each`
    hex                                   | text
    ${'00000000000000000000000000000000'} | ${'0000000000000000000000'}
    ${'0000000000000000000000000000003d'} | ${'000000000000000000000z'}
    ${'0000000000000000000000000000003e'} | ${'0000000000000000000010'}
    ${'ffffffffffffffffffffffffffffffff'} | ${'7n42DGM5Tflk9n8mt7Fhc7'}
  `('$hex is written as $text', ({ hex, text }) => {
    const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
    expect(clickKeyText(uuid)).toBe(text)
    expect(clickKeyUuid(text)).toBe(uuid)
    expect(bytesOfUuid(uuid).toString('hex')).toBe(hex)
  })

  test('text and uuid are two forms of the same 16 bytes', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(clickKeyUuid(clickKeyText(uuid))).toBe(uuid)
      }),
    )
  })

  test('altered anywhere is not ours', () => {
    const keys = new ClickKeys([KEY])
    const { text } = keys.mint(click)
    for (let i = 0; i < text.length; i += 1) {
      const altered = text.slice(0, i) + (text[i] === 'A' ? 'B' : 'A') + text.slice(i + 1)
      expect(keys.read(altered)).toBeNull()
    }
  })

  test.each(['', 'abc', '0'.repeat(21), '0'.repeat(23), 'z'.repeat(22), '7n42DGM5Tflk9n8mt7Fhc8', `${'0'.repeat(21)}é`, `${'0'.repeat(21)}\u0000`, '[ClickKey]............'])(
    'never comes from the text %j',
    (text) => {
      expect(new ClickKeys([KEY]).read(text)).toBeNull()
    },
  )

  test('of an older key still reads after a rotation, and of a removed key no longer does', () => {
    const { text } = new ClickKeys([KEY]).mint(click)
    const rotated = new ClickKeys([OTHER_KEY, KEY])
    expect(rotated.read(text)?.linkNumber).toBe(4711)
    expect(rotated.read(rotated.mint(click).text)?.linkNumber).toBe(4711)
    expect(new ClickKeys([OTHER_KEY]).read(text)).toBeNull()
  })
})

describe('no two click keys are alike', () => {
  test('in one millisecond: the next one is borrowed after 512', () => {
    const keys = new ClickKeys([KEY])
    const minted = Array.from({ length: 1_500 }, () => keys.mint(click))
    expect(new Set(minted.map((key) => key.text)).size).toBe(1_500)
    expect(minted.map((key) => key.occurredAtMs - NOW)).toEqual(Array.from({ length: 1_500 }, (_, i) => Math.floor(i / 512)))
  })

  test('made many at a time', () => {
    const keys = new ClickKeys([KEY])
    const inputs = Array.from({ length: 700 }, (_, i) => ({ ...click, linkNumber: i + 1, blocked: i % 2 === 0 }))
    const minted = [...keys.mintAll(inputs), ...keys.mintAll([]), ...keys.mintAll(inputs.slice(0, 3)), keys.mint(click)]
    expect(new Set(minted.map((key) => key.text)).size).toBe(704)
    minted.slice(0, 700).forEach((key, i) => {
      expect(keys.read(key.text)).toMatchObject({ linkNumber: i + 1, isBlocked: i % 2 === 0, uuid: key.uuid, occurredAt: new Date(key.occurredAtMs) })
      const copy = Buffer.alloc(20)
      key.copyTo(copy, 2)
      expect(copy.subarray(2, 18).equals(key.bytes)).toBe(true)
    })
  })

  test('when the clock steps back', () => {
    const keys = new ClickKeys([KEY])
    const first = Array.from({ length: 700 }, () => keys.mint(click).text)
    const second = Array.from({ length: 700 }, () => keys.mint({ ...click, nowMs: NOW - 3_600_000 }).text)
    expect(new Set([...first, ...second]).size).toBe(1_400)
  })

  test('of two live processes with their own instance numbers', () => {
    const texts = [0, 1, 63].flatMap((instance) => {
      const keys = new ClickKeys([KEY])
      keys.useInstance(instance)
      return Array.from({ length: 512 }, () => keys.mint(click).text)
    })
    expect(new Set(texts).size).toBe(3 * 512)
  })

  test('and the frozen clock of one program does not touch the time of another', () => {
    const keys = new ClickKeys([KEY])
    keys.mint({ ...click, programNumber: 8, nowMs: NOW + 86_400_000 })
    expect(keys.mint(click).occurredAtMs).toBe(NOW)
  })
})

test('a click key refuses what it cannot hold', () => {
  const keys = new ClickKeys([KEY])
  expect(() => keys.mint({ ...click, linkNumber: 2 ** 24 })).toThrow('cannot hold')
  expect(() => keys.mint({ ...click, programNumber: 2 ** 16 })).toThrow('cannot hold')
  expect(() => keys.mint({ ...click, nowMs: Date.UTC(2060, 0, 1) })).toThrow('cannot hold')
  expect(() => keys.useInstance(64)).toThrow('out of range')
  expect(() => new ClickKeys([])).toThrow('needed')
  expect(() => new ClickKeys([Buffer.alloc(15)])).toThrow('16 bytes')
})

test('the derived secret depends on the installation secret alone', () => {
  expect(deriveClickKeySecret('a').equals(deriveClickKeySecret('a'))).toBe(true)
  expect(deriveClickKeySecret('a').equals(deriveClickKeySecret('b'))).toBe(false)
  expect(deriveClickKeySecret('a')).toHaveLength(16)
})
