import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listAccounts, type ListedAccount } from '../../src/domain/ledger/list-accounts.ts'
import { listTransfers } from '../../src/domain/ledger/list-transfers.ts'
import { openHistory, PLANS, randomHistory } from '../simulation/random-history.ts'
import { pick, random } from '../simulation/random.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { DOSED_TIMEOUT_MS, dose, SEED } from '../support/dose.ts'
import type { Books } from './fixture.ts'

const HISTORIES = dose({ small: 3, short: 40, long: 400 })
const SIZE = 40
const DAY_MS = 86_400_000

let context: TestContext
beforeAll(async () => {
  context = await createTestContext({ now: '2026-11-15T12:00:00.000Z' })
})
afterAll(() => context.close())

const accounts = (books: Books, asKnown: { at?: Date; knownOn?: Date } = {}): Promise<ListedAccount[]> =>
  context.db.inProgram(books.programId, (tx) => listAccounts(tx, { ...asKnown, programId: books.programId, afterId: null, limit: 1_000 }))

/** The totals by account, without those that nothing had moved yet. */
function totals(listed: readonly ListedAccount[]): Record<string, string> {
  return Object.fromEntries(listed.flatMap(({ id, debits, credits }) => (debits === 0n && credits === 0n ? [] : [[id, `${debits} ${credits}`]])))
}

describe('as known on a day', () => {
  test.each(Array.from({ length: HISTORIES }, (_, i) => i))('every balance is what it was then, whatever was learned since (history %i)', { timeout: DOSED_TIMEOUT_MS }, async (i) => {
    const next = random(SEED + i)
    context.clock.set('2026-10-20T12:00:00.000Z')
    const { books } = await openHistory(context, pick(next, Object.values(PLANS)), pick(next, [{}, { autoApprove: false, approvalStage: 'commission' }]))
    const items = randomHistory(next, SIZE)
    const remembered: { knownOn: Date; totals: Record<string, string> }[] = []
    while (items.length > 0) {
      await books.send(...items.splice(0, 1 + Math.floor(next() * 8)))
      if (next() < 0.5) await books.reckon()
      if (next() < 0.3) await books.mature()
      remembered.push({ knownOn: context.clock.now(), totals: totals(await accounts(books)) })
      context.clock.advanceMs(1 + Math.floor(next() * 3 * DAY_MS))
    }
    for (const { knownOn, totals: was } of remembered) {
      expect(totals(await accounts(books, { knownOn })), `${knownOn.toISOString()}, seed ${SEED + i}`).toEqual(was)
      expect(totals(await accounts(books, { knownOn, at: new Date('2100-01-01T00:00:00Z') }))).toEqual(was)
    }
    expect(totals(await accounts(books, { knownOn: new Date(0) }))).toEqual({})
    expect(totals(await accounts(books, { at: new Date(0) }))).toEqual({})
  })

  test('with both times it is the sum of the transfers that happened by the one and were recorded by the other', async () => {
    const next = random(SEED)
    context.clock.set('2026-10-20T12:00:00.000Z')
    const { books } = await openHistory(context, PLANS.hybrid)
    const items = randomHistory(next, SIZE)
    while (items.length > 0) {
      await books.send(...items.splice(0, 5))
      context.clock.advanceMs(2 * DAY_MS)
    }
    const transfers = await context.db.inProgram(books.programId, (tx) => listTransfers(tx, { programId: books.programId, afterId: null, limit: 10_000 }))
    const moments = transfers.flatMap(({ occurredAt, recordedAt }) => [occurredAt, recordedAt])
    for (let i = 0; i < 40; i += 1) {
      // At a transfer's own moment, just before it, and somewhere.
      const [at, knownOn] = [pick(next, moments), pick(next, moments)].map((moment) => new Date(moment.getTime() - pick(next, [0, 0, 1, 12_345_678])))
      if (at === undefined || knownOn === undefined) continue
      const sums = new Map<string, [bigint, bigint]>()
      const add = (id: string, debit: bigint, credit: bigint) => sums.set(id, [(sums.get(id)?.[0] ?? 0n) + debit, (sums.get(id)?.[1] ?? 0n) + credit])
      for (const { debitAccountId, creditAccountId, amountMinor, occurredAt, recordedAt } of transfers) {
        if (occurredAt > at || recordedAt > knownOn) continue
        add(debitAccountId, amountMinor, 0n)
        add(creditAccountId, 0n, amountMinor)
      }
      const expected = Object.fromEntries([...sums].map(([id, [debits, credits]]) => [id, `${debits} ${credits}`]))
      expect(totals(await accounts(books, { at, knownOn })), `at ${at.toISOString()}, known on ${knownOn.toISOString()}, seed ${SEED}`).toEqual(expected)
    }
  })

  test('a step that began before another and was recorded after it is known from its own time on', async () => {
    context.clock.set('2026-10-20T12:00:00.000Z')
    const { books } = await openHistory(context, PLANS.plain)
    const sale = { type: 'sale', saleAmount: 100, externalCustomerId: 'c0', transactionDate: '2026-10-02T00:00:00Z' }
    await books.send({ ...sale, externalId: 'first' })
    context.clock.set('2026-10-20T11:00:00.000Z')
    await books.send({ ...sale, externalId: 'second' })
    const at = async (knownOn: string) => Object.values(totals(await accounts(books, { knownOn: new Date(knownOn) }))).sort()
    expect(await at('2026-10-20T10:59:59.999Z')).toEqual([])
    expect(await at('2026-10-20T11:00:00.000Z')).toEqual(['0 1150', '1150 0'])
    expect(await at('2026-10-20T12:00:00.000Z')).toEqual(['0 2300', '2300 0'])
  })
})
