import { describe, expect, test } from 'vitest'
import { newId } from '../../../src/domain/ids.ts'
import { endToEndIdOf, messageIdOf } from '../../../src/domain/payouts/rails/rail-ids.ts'

describe('ids that banks see', () => {
  test('are the same for the same payout, fit every rail, and are never two payouts', () => {
    const ids = Array.from({ length: 2_000 }, () => newId())
    const derived = ids.map(endToEndIdOf)
    expect(new Set(derived).size).toBe(ids.length)
    expect(derived.filter((id) => !/^[0-9A-HJKMNP-TV-Z]{20}$/.test(id))).toEqual([])
    expect(derived[0]).toBe(endToEndIdOf(ids[0] ?? ''))
  })

  test('never change: a bank may tell of a payout years later', () => {
    expect(endToEndIdOf('019abc00-0000-7000-8000-000000000001')).toMatchInlineSnapshot(`"RY5WM266R1FT0FJ5BGTA"`)
    expect(messageIdOf('019abc00-0000-7000-8000-000000000001')).toMatchInlineSnapshot(`"1W6Q52P2RHQA0QTCRW4J"`)
  })
})
