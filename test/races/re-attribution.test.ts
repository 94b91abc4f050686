import { afterAll, beforeAll, expect, test } from 'vitest'
import { dose } from '../support/dose.ts'
import { Installation, RaceProgram, sale, tally } from './race-fixture.ts'

const SALES = dose({ small: 40, short: 200, long: 2_000 })

let installation: Installation
beforeAll(async () => {
  installation = await Installation.open()
})
afterAll(() => installation?.close())

async function ownersOf(program: RaceProgram): Promise<Record<string, number>> {
  const rows = await program.rows<{ affiliate_id: string }>(`select affiliate_id from transaction where program_id = $1 and status <> 'moved'`)
  return tally(rows.map((row) => row.affiliate_id))
}

async function customerOf(program: RaceProgram): Promise<string> {
  return (await program.get('/customer?externalId=c-1')).body.items[0].id
}

test('a customer that is given away while its sales come in and are processed: every one of them is the last affiliate’s, and no money is lost', async () => {
  const program = await RaceProgram.make(installation, { components: [{ type: 'percent_of_sale', rate: '10' }, { type: 'revenue_share', base: 'net_revenue', rate: '25' }] })
  const other = (await program.must('POST', '/affiliate', { name: 'Other' })).body.id
  const path = `/customer/${await customerOf(program)}/re-attribution`
  const give = (affiliateId: string) => program.must('POST', path, { affiliateId, mode: 'with_history', reason: 'race' })
  const sending = Array.from({ length: SALES / 4 }, (_, i) => program.accept(...Array.from({ length: 4 }, (_, j) => sale(`s-${i}-${j}`))))
  const giving = (async () => {
    for (const affiliateId of [other, program.affiliateId, other]) {
      await give(affiliateId)
      await program.work()
    }
  })()
  await Promise.all([...sending, giving, program.work()])
  await program.work()
  expect(await ownersOf(program)).toEqual({ [other]: SALES })
  expect(await program.owed()).toBe(0)
  await program.expectLaws()
})

test('50 managers give one customer to the same affiliate at once: one of them does', async () => {
  const program = await RaceProgram.make(installation, { components: [{ type: 'percent_of_sale', rate: '10' }] })
  const other = (await program.must('POST', '/affiliate', { name: 'Other' })).body.id
  await program.send(sale('s-1'), sale('s-2'))
  const path = `/customer/${await customerOf(program)}/re-attribution`
  const answers = await Promise.all(Array.from({ length: 50 }, () => program.post(path, { affiliateId: other, mode: 'with_history', reason: 'race' })))
  expect(tally(answers.map(({ status, body }) => (status === 201 ? '201' : `${status} ${body.code}`)))).toEqual({ 201: 1, '409 state_conflict': 49 })
  expect(await ownersOf(program)).toEqual({ [other]: 2 })
  await program.expectLaws()
})
