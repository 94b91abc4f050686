import { afterAll, beforeAll, expect, test } from 'vitest'
import { pick, random, shuffle } from '../simulation/random.ts'
import { dose, SEED } from '../support/dose.ts'
import { Installation, RaceProgram, sale, tally } from './race-fixture.ts'

const PENDING = dose({ small: 4, short: 20, long: 200 })
const COMPONENTS = [{ type: 'percent_of_sale', rate: '10' }, { type: 'revenue_share', base: 'net_revenue', rate: '25' }]
/** Cents that one of the sales pays: 10 % of 100, and a quarter of 40. */
const COMMISSION = 2_000n

let installation: Installation
beforeAll(async () => {
  installation = await Installation.open()
})
afterAll(() => installation?.close())

interface Pending {
  readonly id: string
  readonly externalId: string
}

/** A program with sales that wait for approval. */
async function openPending(approvalStage: 'transaction' | 'commission', count: number): Promise<{ program: RaceProgram; pending: readonly Pending[] }> {
  const program = await RaceProgram.make(installation, { autoApprove: false, approvalStage, components: COMPONENTS })
  await program.send(...Array.from({ length: count }, (_, i) => sale(`p-${i}`, { grossRevenue: 40 })))
  const pending: readonly Pending[] = (await program.get('/transaction/pending?limit=500')).body.items
  expect(pending).toHaveLength(count)
  return { program, pending }
}

async function expectDecided(program: RaceProgram, decisions: Readonly<Record<string, string>>): Promise<void> {
  const events = await program.rows<{ external_id: string; kind: string }>(
    'select t.external_id, e.kind from transaction_event e join transaction t on t.program_id = $1 and t.id = e.transaction_id where e.program_id = $1',
  )
  expect(events).toHaveLength(Object.keys(decisions).length)
  expect(Object.fromEntries(events.map((event) => [event.external_id, event.kind]))).toEqual(decisions)
  // Of transactions that were rejected together, one may carry a correction that others take back: their sum is what counts.
  const earned = await program.earned()
  const approved = Object.values(decisions).filter((decision) => decision === 'approved').length
  expect(Object.entries(earned).filter(([id, minor]) => decisions[id] === 'approved' && minor !== COMMISSION)).toEqual([])
  expect(Object.values(earned).reduce((sum, minor) => sum + minor, 0n)).toBe(BigInt(approved) * COMMISSION)
  expect(await program.owed()).toBe((approved * Number(COMMISSION)) / 100)
  const [batch] = await program.rows('select processed, pending_approval from transaction_batch where program_id = $1')
  expect(batch).toEqual({ processed: Object.keys(decisions).length, pending_approval: 0 })
  await program.expectLaws()
}

test.each(['transaction', 'commission'] as const)('50 approvals and rejections of one at once, at the stage of the %s: exactly one decides', async (stage) => {
  const { program, pending } = await openPending(stage, PENDING)
  const decisions: Record<string, string> = {}
  for (const { id, externalId } of pending) {
    const calls = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? (['approved', `/transaction/${id}/approval`, {}] as const) : (['rejected', `/transaction/${id}/rejection`, { reason: 'race' }] as const)))
    const answers = await Promise.all(shuffle(random(SEED), calls).map(async ([decision, path, body]) => ({ decision, answer: await program.post(path, body) })))
    const won = answers.filter(({ answer }) => answer.status === 201)
    expect(tally(answers.map(({ answer }) => (answer.status === 201 ? '201' : `${answer.status} ${answer.body.code}`)))).toEqual({ 201: 1, '409 state_conflict': 49 })
    expect(won[0]?.answer.body).toMatchObject({ externalId, status: won[0]?.decision })
    decisions[externalId] = won[0]?.decision ?? ''
  }
  await program.work()
  await expectDecided(program, decisions)
})

test.each(['transaction', 'commission'] as const)(`many at once with sets that overlap, at the stage of the %s: all of a set or none (seed ${SEED})`, async (stage) => {
  const { program, pending } = await openPending(stage, dose({ small: 30, short: 100, long: 500 }))
  const next = random(SEED)
  const decisions: Record<string, string> = {}
  const undecided = () => pending.filter(({ externalId }) => decisions[externalId] === undefined)
  const decide = async (set: readonly Pending[]): Promise<void> => {
    const [noun, decision] = pick(next, [['approval', 'approved'], ['rejection', 'rejected']] as const)
    const answer = await program.post(`/transaction/${noun}`, { ids: set.map(({ id }) => id), reason: 'race' })
    if (answer.status === 201) for (const { externalId } of set) decisions[externalId] = decision
    else expect(answer.body.code).toBe('state_conflict')
  }
  while (undecided().length > 0) {
    const sets = Array.from({ length: 10 }, () => shuffle(next, undecided()).slice(0, 1 + Math.floor(next() * 5)))
    await Promise.all([...sets.map(decide), program.work()])
  }
  await program.work()
  await expectDecided(program, decisions)
})

test('one that does not exist refuses the whole set', async () => {
  const { program, pending } = await openPending('transaction', 2)
  const ids = [...pending.map(({ id }) => id), '019abc00-0000-7000-8000-000000000001']
  expect((await program.post('/transaction/approval', { ids })).status).toBe(404)
  expect((await program.get('/transaction/pending')).body.items).toHaveLength(2)
  expect(await program.owed()).toBe(0)
})
