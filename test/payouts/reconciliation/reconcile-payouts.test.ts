import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Uuid } from '../../../src/domain/ids.ts'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.ts'
import type { Payout } from '../../../src/domain/payouts/payout.ts'
import type { PayoutRail } from '../../../src/domain/payouts/payout-rail.ts'
import { createTestApi, type TestAnswer, type TestApi } from '../../operator-api/support/test-api.ts'
import { PayoutDesk } from '../payout-desk.ts'
import { camt053, pain002 } from './bank-files.ts'

let api: TestApi
let desk: PayoutDesk
let number = 0

beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00.000Z' })
  desk = new PayoutDesk(api.context, api.program.programId)
  await api.patch('/program', { adjustmentLimit: 1_000_000 })
  await api.context.db.shared((tx) => tx.sql({ text: 'update program set payout_minimum_minor = 0 where id = $1', values: [api.program.programId] }))
})
afterAll(() => api.close())

/** Payouts of these amounts to affiliates of their own, sent. */
async function sent(amounts: readonly number[], rail: PayoutRail = 'manual'): Promise<Payout[]> {
  const affiliateIds: Uuid[] = []
  for (const amount of amounts) {
    number += 1
    const affiliateId = (await api.post('/affiliate', { name: `A${number}`, referralCode: `REC${number}` })).body.id
    await api.post('/adjustment', { affiliateId, amount, reason: 'test' })
    await desk.method(affiliateId)
    affiliateIds.push(affiliateId)
  }
  const run = await desk.prepare({ affiliateIds })
  await desk.approve(run.id)
  await desk.instruct(run.id, { rail })
  const payouts = await desk.payouts({ runId: run.id })
  return affiliateIds.map((affiliateId) => {
    const payout = payouts.find((one) => one.affiliateId === affiliateId)
    if (payout === undefined) throw new Error('not paid')
    return payout
  })
}

const upload = (content: string, format = 'csv', rest: object = {}): Promise<TestAnswer> => api.post('/payout-reconciliation', { format, content, ...rest })
const csv = (...rows: string[]) => `endToEndId,status,externalId,reason\n${rows.join('\n')}\n`
const statusOf = async ({ id }: Payout) => (await api.get(`/payout/${id}`)).body.status
const payable = async ({ affiliateId }: Payout) => (await api.get(`/ledger/account?affiliateId=${affiliateId}&kind=affiliate_payable`)).body.items[0]?.balance
const linesOf = async (answer: TestAnswer) => (await api.get(`/payout-reconciliation/${answer.body.id}/line`)).body.items

async function expectLaws(): Promise<void> {
  const { laws } = await verifyBooks(api.context.db, api.program.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
}

describe('a result file', () => {
  test('settles, fails and returns payouts by their end-to-end ids, and says what it did line by line', async () => {
    const [paid, failed, accepted] = await sent([10, 20, 30])
    if (paid === undefined || failed === undefined || accepted === undefined) throw new Error('three payouts')
    const answer = await upload(csv(`${paid.endToEndId},settled,BANK-1,`, `${failed.endToEndId},failed,,AC04 closed account`, `${accepted.endToEndId},accepted,,`, 'NOBODY,settled,BANK-2,', ',settled,,'), 'csv', { fileName: 'results.csv' })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ format: 'csv', fileName: 'results.csv', lines: 5, applied: 2, unchanged: 1, discrepancies: 1, errors: 1, ignored: 0 })
    expect([await statusOf(paid), await statusOf(failed), await statusOf(accepted)]).toEqual(['settled', 'failed', 'instructed'])
    expect([await payable(paid), await payable(failed), await payable(accepted)]).toEqual([0, 20, 0])
    expect((await api.get(`/payout/${paid.id}`)).body.externalId).toBe('BANK-1')
    expect((await linesOf(answer)).map(({ place, payoutId, outcome, code }: Record<string, unknown>) => [place, payoutId, outcome, code])).toEqual([
      ['line 2', paid.id, 'applied', null], ['line 3', failed.id, 'applied', null], ['line 4', accepted.id, 'unchanged', null], ['line 5', null, 'discrepancy', 'unknown_payout'], ['line 6', null, 'error', 'id_missing'],
    ])
    await expectLaws()
  })

  test('uploaded twice, ten times at once, changes nothing and answers the same', async () => {
    const [one] = await sent([10])
    if (one === undefined) throw new Error('a payout')
    const content = csv(`${one.endToEndId},settled,BANK-TEN,`)
    const answers = await Promise.all(Array.from({ length: 10 }, () => upload(content)))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers[0]?.body).toMatchObject({ applied: 1, lines: 1 })
    expect((await upload(content)).text).toBe(answers[0]?.text)
    const settled = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql({ text: `select 1 from ledger_transfer where kind = 'payout_settled' and cause_id = $1`, values: [one.id] }))
    expect(settled).toHaveLength(1)
    await expectLaws()
  })

  test('the same news in another file is no news', async () => {
    const [one] = await sent([10])
    if (one === undefined) throw new Error('a payout')
    await upload(csv(`${one.endToEndId},settled,BANK-NEWS,`))
    expect((await upload(csv(`${one.endToEndId},settled,BANK-NEWS,`, ''))).body).toMatchObject({ applied: 0, unchanged: 1 })
  })

  test('a line that contradicts the books is shown and changes nothing', async () => {
    const [first, second] = await sent([10, 20])
    if (first === undefined || second === undefined) throw new Error('two payouts')
    await upload(pain002([{ id: first.endToEndId, status: 'ACSC', amount: '10.00', reference: 'REF-1' }]), 'pain.002')
    const answer = await upload(
      pain002([
        { id: first.endToEndId, status: 'RJCT', reason: 'AC04' }, { id: first.endToEndId, status: 'ACSC', reference: 'REF-2' }, { id: second.endToEndId, status: 'ACSC', amount: '20.01' },
        { id: second.endToEndId, status: 'ACSC', amount: '20.00', currency: 'USD' }, { id: second.endToEndId, status: 'ACSC', reference: 'REF-1' },
      ]),
      'pain.002',
    )
    expect(answer.body).toMatchObject({ applied: 0, discrepancies: 5 })
    expect((await linesOf(answer)).map(({ code }: { code: string }) => code)).toEqual(['failed_after_settled', 'settled_twice', 'amount_differs', 'currency_differs', 'external_id_in_use'])
    expect([await statusOf(first), await statusOf(second)]).toEqual(['settled', 'instructed'])
    expect((await api.get(`/payout-reconciliation/${answer.body.id}/line?outcome=applied`)).body.items).toEqual([])
    await expectLaws()
  })

  test('a bank that paid twice is found, though our books have one payment', async () => {
    const [one] = await sent([10])
    if (one === undefined) throw new Error('a payout')
    const answer = await upload(camt053([{ id: one.endToEndId, amount: '10.00', reference: 'X-1' }, { amount: '99.00', reference: 'RENT' }, { id: one.endToEndId, amount: '10.00', reference: 'X-2' }]), 'camt')
    expect(answer.body).toMatchObject({ applied: 1, discrepancies: 1, ignored: 1 })
    expect((await linesOf(answer))[2]).toMatchObject({ code: 'settled_twice', payoutId: one.id })
  })

  test('money that comes back is payable again, and the payout has been paid and returned', async () => {
    const [one, unheard] = await sent([10, 20])
    if (one === undefined || unheard === undefined) throw new Error('two payouts')
    await upload(camt053([{ id: one.endToEndId, amount: '10.00', reference: 'C-1' }]), 'camt')
    const answer = await upload(
      camt053([{ id: one.endToEndId, amount: '10.00', direction: 'CRDT', returned: 'AC04', reference: 'C-2' }, { id: unheard.endToEndId, amount: '20.00', direction: 'CRDT', returned: 'AC01' }]), 'camt',
    )
    expect(answer.body).toMatchObject({ applied: 2 })
    expect([await statusOf(one), await statusOf(unheard)]).toEqual(['returned', 'returned'])
    expect([await payable(one), await payable(unheard)]).toEqual([10, 20])
    await expectLaws()
  })

  test('nothing of a file is applied when it cannot be read as a whole', async () => {
    const [one] = await sent([10])
    if (one === undefined) throw new Error('a payout')
    const answer = await upload(`<!DOCTYPE x>${pain002([{ id: one.endToEndId, status: 'ACSC' }])}`, 'pain.002')
    expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'malformed_file'])
    expect(await statusOf(one)).toBe('instructed')
  })

  test('of megabytes is read apart: it says the same, and other calls do not wait for it', async () => {
    const [one] = await sent([10])
    if (one === undefined) throw new Error('a payout')
    const filler = Array.from({ length: 2_000 }, (_, index) => ({ id: `RENT${index}`, amount: '1.00', reference: `RENT${index}` }))
    const [answer, broken] = await Promise.all([
      upload(camt053([...filler, { id: one.endToEndId, amount: '10.00', reference: 'LARGE-1' }]), 'camt'), upload(`${camt053(filler)}<`, 'camt'),
    ])
    expect(answer.body).toMatchObject({ lines: 2_001, applied: 1, ignored: 2_000 })
    expect(broken.body.errors).toEqual([{ path: 'content', code: 'malformed_file', message: 'Expected well-formed XML.' }])
  })

  test('is taken while payouts are frozen: this is how they are reconciled', async () => {
    const [one] = await sent([10])
    if (one === undefined) throw new Error('a payout')
    await api.context.db.shared((tx) => tx.sql({ text: `update program set payouts_frozen_at = now(), payouts_frozen_reason = 'restored' where id = $1`, values: [api.program.programId] }))
    expect((await upload(csv(`${one.endToEndId},settled,BANK-FROZEN,`))).body).toMatchObject({ applied: 1 })
    await api.context.db.shared((tx) => tx.sql({ text: 'update program set payouts_frozen_at = null, payouts_frozen_reason = null where id = $1', values: [api.program.programId] }))
  })

  test('is listed, audited with its hash, told to the outbox, and another program does not see it', async () => {
    const answer = await upload(csv('NOBODY-ELSE,settled,,'))
    expect((await api.get('/payout-reconciliation?limit=1')).body.items).toEqual([answer.body])
    const [entry] = (await api.get('/audit?limit=1')).body.items
    expect(entry).toMatchObject({ action: 'payout_reconciliation.uploaded', details: { format: 'csv', sha256: answer.body.sha256, discrepancies: 1 } })
    const events = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql({ text: `select 1 from outbox_event where kind = 'payout_reconciliation.uploaded' and subject_id = $1`, values: [answer.body.id] }))
    expect(events).toHaveLength(1)
    const other = await api.addProgram('Elsewhere')
    expect((await api.get(`/payout-reconciliation/${answer.body.id}`, { key: other.apiKey })).status).toBe(404)
    expect((await api.get(`/payout-reconciliation/${answer.body.id}/line`, { key: other.apiKey })).status).toBe(404)
  })

  test('its lines come in pages, in the order of the file', async () => {
    const answer = await upload(csv(...Array.from({ length: 7 }, (_, index) => `N${index},settled,,`)))
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = (await api.get(`/payout-reconciliation/${answer.body.id}/line?limit=3${cursor}`)).body
      seen.push(...page.items.map(({ endToEndId }: { endToEndId: string }) => endToEndId))
      if (page.nextCursor === null) break
      cursor = `&cursor=${page.nextCursor}`
    }
    expect(seen).toEqual(['N0', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6'])
    expect((await api.get(`/payout-reconciliation/${answer.body.id}/line?cursor=x`)).status).toBe(400)
  })
})
