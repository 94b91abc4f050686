import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { addBrand, addGroup, addProduct, addTracker, assign, coverage } from './click-fixture.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const FEE = { type: 'period_fee', amount: 100 }
/** When brands and affiliates of the fixture were made. */
const BEGINNING = '2020-01-01T00:00:00.000Z'
const [FROM, UNTIL] = ['2026-11-10T12:00:00.000Z', '2026-11-20T12:00:00.000Z']

async function program(): Promise<{ books: Books; affiliate: string; planId: string; other: string }> {
  const books = await Books.open(context)
  return { books, affiliate: await books.affiliate(), planId: await books.defaultPlan([FEE]), other: await books.plan([FEE]) }
}

describe('when a plan was in force for an affiliate', () => {
  test('the program\'s default plan from the affiliate\'s creation on; others never', async () => {
    const { books, affiliate, planId, other } = await program()
    expect(await coverage(books, planId, affiliate)).toEqual([`${BEGINNING} …`])
    expect(await coverage(books, other, affiliate)).toEqual([])
  })

  test('an assignment takes the place of the default plan for as long as it is in force', async () => {
    const { books, affiliate, planId, other } = await program()
    await assign(books, { planId: other, affiliateId: affiliate, from: FROM, until: UNTIL })
    expect(await coverage(books, other, affiliate)).toEqual([`${FROM} ${UNTIL}`])
    expect(await coverage(books, planId, affiliate)).toEqual([`${BEGINNING} ${FROM}`, `${UNTIL} …`])
  })

  test.each`
    scope                  | isCovered | leavesDefault
    ${'everybody'}         | ${true}   | ${false}
    ${'the group'}         | ${true}   | ${false}
    ${'another group'}     | ${false}  | ${true}
    ${'another affiliate'} | ${false}  | ${true}
    ${'the only brand'}    | ${true}   | ${false}
    ${'one product'}       | ${true}   | ${true}
    ${'one tracker'}       | ${true}   | ${true}
    ${'a tracker of another affiliate'} | ${false} | ${true}
  `('assigned to $scope: covered $isCovered, and the default plan still is: $leavesDefault', async ({ scope, isCovered, leavesDefault }) => {
    const { books, affiliate, planId, other } = await program()
    const stranger = await books.affiliate()
    const scopes: Record<string, object> = {
      everybody: {}, 'the group': { groupId: await addGroup(books, affiliate) }, 'another group': { groupId: await addGroup(books, stranger) },
      'another affiliate': { affiliateId: stranger }, 'the only brand': { affiliateId: affiliate, brandId: books.brandId },
      'one product': { brandId: books.brandId, productId: await addProduct(books) }, 'one tracker': { affiliateId: affiliate, trackerId: await addTracker(books, affiliate) },
      'a tracker of another affiliate': { affiliateId: affiliate, trackerId: stranger },
    }
    await assign(books, { planId: other, ...scopes[scope] })
    expect(await coverage(books, other, affiliate)).toEqual(isCovered ? [`${BEGINNING} …`] : [])
    expect(await coverage(books, planId, affiliate)).toEqual(leavesDefault ? [`${BEGINNING} …`] : [])
  })

  test('one brand of several is enough, and a brand counts from its creation on', async () => {
    const { books, affiliate, planId, other } = await program()
    await assign(books, { planId: other, affiliateId: affiliate, brandId: books.brandId })
    expect(await coverage(books, planId, affiliate)).toEqual([])
    await addBrand(books, FROM)
    expect(await coverage(books, planId, affiliate)).toEqual([`${FROM} …`])
    expect(await coverage(books, other, affiliate)).toEqual([`${BEGINNING} …`])
  })

  test('assignments that follow each other without a gap are one stretch', async () => {
    const { books, affiliate, other } = await program()
    await assign(books, { planId: other, affiliateId: affiliate, from: FROM, until: UNTIL })
    await assign(books, { planId: other, affiliateId: affiliate, from: UNTIL })
    expect(await coverage(books, other, affiliate)).toEqual([`${FROM} …`])
  })

  test('not before the affiliate was there', async () => {
    const { books, affiliate, other } = await program()
    await assign(books, { planId: other, affiliateId: affiliate, from: BEGINNING })
    await context.db.inProgram(books.programId, (tx) => tx.sql({ text: 'update affiliate set created_at = $3 where program_id = $1 and id = $2', values: [books.programId, affiliate, FROM] }))
    expect(await coverage(books, other, affiliate)).toEqual([`${FROM} …`])
  })
})
