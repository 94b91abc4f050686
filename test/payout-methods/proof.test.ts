import { describe, expect, test } from 'vitest'
import { holdOf } from '../../src/domain/payout-methods/hold-of.ts'
import { requireProof } from '../../src/domain/payout-methods/proof.ts'

const NOW = new Date('2026-11-15T12:00:00.000Z')
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

describe('a change of where money goes', () => {
  test.each`
    case                                  | proof                                                              | code
    ${'a sign-in just now'}               | ${{ kind: 'fresh_sign_in', at: NOW, secondFactor: true }}          | ${null}
    ${'one of five minutes ago'}          | ${{ kind: 'fresh_sign_in', at: at(-300), secondFactor: true }}     | ${null}
    ${'one a moment older'}               | ${{ kind: 'fresh_sign_in', at: at(-300.001), secondFactor: true }} | ${'fresh_sign_in_required'}
    ${'one without a second factor'}      | ${{ kind: 'fresh_sign_in', at: NOW, secondFactor: false }}         | ${'fresh_sign_in_required'}
    ${'one of a clock a little ahead'}    | ${{ kind: 'fresh_sign_in', at: at(5), secondFactor: true }}        | ${null}
    ${'one of the future'}                | ${{ kind: 'fresh_sign_in', at: at(5.001), secondFactor: true }}    | ${'fresh_sign_in_required'}
    ${'one of no time at all'}            | ${{ kind: 'fresh_sign_in', at: new Date(NaN), secondFactor: true }} | ${'fresh_sign_in_required'}
    ${'an operator with a reason'}        | ${{ kind: 'operator', reason: 'asked by phone' }}                  | ${null}
    ${'an operator without one'}          | ${{ kind: 'operator', reason: ' ' }}                               | ${'invalid_request'}
    ${'nothing'}                          | ${null}                                                            | ${'invalid_request'}
  `('by $case: $code', ({ proof, code }) => {
    const asked = () => requireProof(proof, NOW)
    if (code === null) expect(asked()).toEqual(proof)
    else expect(asked).toThrow(expect.objectContaining({ code }))
  })
})

describe('a method is', () => {
  test.each`
    case                               | heldUntil   | archivedAt  | hold
    ${'payable when it was never held'} | ${null}     | ${null}     | ${null}
    ${'held before the hold ends'}     | ${at(0.001)} | ${null}     | ${'held'}
    ${'payable when the hold ends'}    | ${NOW}      | ${null}     | ${null}
    ${'payable after it'}              | ${at(-1)}   | ${null}     | ${null}
    ${'archived whatever its hold'}    | ${at(1)}    | ${at(-1)}   | ${'archived'}
    ${'archived without a hold'}       | ${null}     | ${NOW}      | ${'archived'}
  `('$case', ({ heldUntil, archivedAt, hold }) => {
    expect(holdOf({ heldUntil, archivedAt }, NOW)).toBe(hold)
  })
})
