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

/** What was decided is on record once, a rejection may follow an approval, and everybody's commission is what it says. */
async function expectDecided(program: RaceProgram, decisions: Readonly<Record<string, string>>): Promise<void> {
  const events = await program.rows<{ external_id: string; kind: string }>(
    'select t.external_id, e.kind from transaction_event e join transaction t on t.program_id = $1 and t.id = e.transaction_id where e.program_id = $1 order by e.id',
  )
  const kinds = Map.groupBy(events, ({ external_id }) => external_id)
  for (const [externalId, decided] of kinds) {
    const inOrder = decided.map(({ kind }) => kind).join(', ')
    expect(decisions[externalId] === 'approved' ? ['approved'] : ['rejected', 'approved, rejected']).toContain(inOrder)
  }
  expect(kinds.size).toBe(Object.keys(decisions).length)
  const worth = Object.fromEntries(Object.entries(decisions).map(([externalId, decision]) => [externalId, decision === 'approved' ? COMMISSION : 0n]))
  expect(await program.earned()).toEqual(worth)
  const approved = Object.values(decisions).filter((decision) => decision === 'approved').length
  expect(await program.owed()).toBe((approved * Number(COMMISSION)) / 100)
  const [batch] = await program.rows('select processed, pending_approval from transaction_batch where program_id = $1')
  expect(batch).toEqual({ processed: Object.keys(decisions).length, pending_approval: 0 })
  await program.expectLaws()
}

test.each(['transaction', 'commission'] as const)('50 approvals and rejections of one at once, at the stage of the %s: one rejection is the last word', async (stage) => {
  const { program, pending } = await openPending(stage, PENDING)
  const decisions: Record<string, string> = {}
  for (const { id, externalId } of pending) {
    const calls = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? (['approved', `/transaction/${id}/approval`, {}] as const) : (['rejected', `/transaction/${id}/rejection`, { reason: 'race' }] as const)))
    const answers = await Promise.all(shuffle(random(SEED), calls).map(async ([decision, path, body]) => ({ decision, answer: await program.post(path, body) })))
    const won = answers.filter(({ answer }) => answer.status === 201)
    expect(tally(answers.map(({ answer }) => (answer.status === 201 ? '201' : `${answer.status} ${answer.body.code}`)))).toEqual({ 201: won.length, '409 state_conflict': 50 - won.length })
    expect([['rejected'], ['approved', 'rejected']]).toContainEqual(won.map(({ decision }) => decision).sort())
    for (const { decision, answer } of won) expect(answer.body).toMatchObject({ externalId, status: decision })
    decisions[externalId] = 'rejected'
  }
  await program.work()
  await expectDecided(program, decisions)
})

test('50 approvals of one at once: one of them, and the money once', async () => {
  const { program, pending } = await openPending('commission', 1)
  const [{ id }] = pending as [Pending]
  const answers = await Promise.all(Array.from({ length: 50 }, () => program.post(`/transaction/${id}/approval`)))
  expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 1, 409: 49 })
  await expectDecided(program, { 'p-0': 'approved' })
})

test.each(['transaction', 'commission'] as const)(`many at once with sets that overlap, at the stage of the %s: all of a set or none (seed ${SEED})`, async (stage) => {
  const { program, pending } = await openPending(stage, dose({ small: 30, short: 100, long: 500 }))
  const next = random(SEED)
  const decisions: Record<string, string> = {}
  const undecided = () => pending.filter(({ externalId }) => decisions[externalId] === undefined)
  const decide = async (set: readonly Pending[]): Promise<void> => {
    const [noun, decision] = pick(next, [['approval', 'approved'], ['rejection', 'rejected']] as const)
    const answer = await program.post(`/transaction/${noun}`, { ids: set.map(({ id }) => id), reason: 'race' })
    if (answer.status !== 201) expect(answer.body.code).toBe('state_conflict')
    // Whichever answer arrives first, the rejection came last: nothing that is rejected can be approved.
    else for (const { externalId } of set) decisions[externalId] = decisions[externalId] === 'rejected' ? 'rejected' : decision
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
