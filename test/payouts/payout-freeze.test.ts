import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backUp } from '../../src/cli/archive/back-up.ts'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { createPayingAccount } from '../../src/domain/payouts/paying-accounts/create-paying-account.ts'
import { liftPayoutFreeze } from '../../src/domain/payouts/payout-freeze.ts'
import { readPayoutSettings } from '../../src/domain/payouts/payout-settings.ts'
import { prepareScheduledRun } from '../../src/domain/payouts/prepare-scheduled-run.ts'
import { sendPayout } from '../../src/domain/payouts/send-payout.ts'
import { playPayouts, type PayoutScene } from '../operator-api/support/payout-scene.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { createTestContext } from '../support/context.ts'
import { createTestDatabase, dropWithLogin } from '../support/database.ts'
import { impatientSend, MoodyPayer } from './moody-payer.ts'
import { PayoutDesk } from './payout-desk.ts'

/** Of the command; what is sealed stays sealed. */
const SECRET_KEY = 'a-secret-for-a-restore-in-a-test-long-enough'

let api: TestApi
let secondKey: string
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00.000Z' })
  // Made by nobody: another person than the first key.
  secondKey = await keyOfSomebodyElse()
})
afterAll(() => api.close())

async function keyOfSomebodyElse(): Promise<string> {
  const { body } = await api.post('/api-key', { name: 'second', permissions: { payouts: 'write' } })
  await api.context.db.inProgram(api.program.programId, (tx) => tx.sql({ text: `update api_key set created_by = 'cli' where program_id = $1 and id = $2`, values: [api.program.programId, body.id] }))
  return body.key
}

describe('while payouts are frozen', () => {
  let scene: PayoutScene
  beforeAll(async () => {
    scene = await playPayouts(api, api.program, 'frozen')
    expect((await api.post('/payout-freeze', { reason: 'a stolen laptop' })).body).toMatchObject({ frozen: true, reason: 'a stolen laptop', unknownPayouts: 0 })
  })

  test('nothing is prepared, approved, sent or settled', async () => {
    const calls = [
      await api.post('/payout-run', {}), await api.post(`/payout-run/${scene.draftRunId}/approval`), await api.post(`/payout-run/${scene.approvedRunId}/instruction`, { rail: 'manual' }),
      await api.post(`/payout/${scene.instructedPayoutId}/settlement`, { externalId: 'wire' }),
      await api.post(`/payout-run/${scene.instructedRunId}/settlement`, { payouts: [{ payoutId: scene.instructedPayoutId, externalId: 'wire' }] }),
    ]
    expect(calls.map(({ status, body }) => [status, body.code])).toEqual(calls.map(() => [409, 'payouts_frozen']))
    await api.patch('/program', { automaticPayoutRuns: true })
    expect(await prepareScheduledRun(api.context, api.program.programId)).toBe(false)
    expect((await api.post('/payout-freeze', { reason: 'again' })).body.code).toBe('state_conflict')
    // What is prepared can still be taken back.
    expect((await api.post(`/payout/${scene.draftPayoutId}/cancellation`, { reason: 'not theirs' })).body.status).toBe('cancelled')
  })

  test('somebody else than who froze them lifts it, and says why; once', async () => {
    expect((await api.post('/payout-freeze/lift', { reason: 'found' })).body.code).toBe('second_person_required')
    expect((await api.post('/payout-freeze/lift', { reason: 'found' }, { key: secondKey })).body).toMatchObject({ frozen: false, frozenAt: null, reason: null })
    expect((await api.post('/payout-freeze/lift', { reason: 'found' }, { key: secondKey })).body.code).toBe('state_conflict')
    const entries: { action: string; details: { reason: string } }[] = (await api.get('/audit?limit=50')).body.items
    expect(entries.filter(({ action }) => action.startsWith('payouts.')).map(({ action, details }) => [action, details.reason])).toEqual([['payouts.unfrozen', 'found'], ['payouts.frozen', 'a stolen laptop']])
    expect((await api.post(`/payout/${scene.instructedPayoutId}/settlement`, { externalId: 'wire' })).body.status).toBe('settled')
  })
})

test('a restored program is frozen; what was on its way is unknown until the payer or a person has said what became of it', async () => {
  const { context, program: { programId } } = api
  const payer = await MoodyPayer.open(() => 'never')
  const desk = new PayoutDesk(context, programId)
  const scene = await playPayouts(api, api.program, 'restored')
  const author = { programId, actor: 'user:owner', now: context.clock.now() }
  await context.db.inProgram(programId, (tx) => createPayingAccount(tx, author, { secretBox: context.secretBox, isCallable: () => true }, { kind: 'webhook', name: 'Payer', details: { url: payer.url } }))
  await desk.instruct(scene.approvedRunId, { rail: 'webhook' })
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-restore-'))
  const file = path.join(folder, 'backup.tar.gz')
  await backUp(context.database.ownerUrl, file, context.clock.now())
  // After the backup the payer pays, in silence.
  expect(await sendPayout({ ...context, send: impatientSend }, programId)).toBe(true)
  expect(payer.payments).toHaveLength(1)

  const database = await createTestDatabase()
  Object.assign(process.env, { DATABASE_URL: database.ownerUrl, SECRET_KEY, DATA_DIR: folder })
  let complaint = ''
  const exitCode = await runCommandLine(['restore', file], { answer: async () => undefined, complain: (text) => { complaint += text } })
  expect([exitCode, complaint]).toEqual([0, ''])
  const restored = await createTestContext({ now: '2026-11-16T12:00:00.000Z', database })
  const inProgram = restored.db.inProgram.bind(restored.db)
  const other = new PayoutDesk(restored, programId)
  expect(await inProgram(programId, (tx) => readPayoutSettings(tx, programId))).toMatchObject({ frozenReason: 'restored from a backup of 2026-11-15T12:00:00.000Z', frozenBy: 'cli' })
  await expect(other.prepare()).rejects.toMatchObject({ code: 'payouts_frozen' })
  const unknown = (await other.payouts()).filter(({ instructionState }) => instructionState === 'unknown').map(({ rail }) => rail).sort()
  expect(unknown).toEqual(expect.arrayContaining(['csv', 'manual', 'webhook']))
  const lift = () => inProgram(programId, (tx) => liftPayoutFreeze(tx, restored.clock, { programId, actor: 'user:anybody' }, 'all was looked at'))
  await expect(lift()).rejects.toMatchObject({ code: 'state_conflict' })
  // The payer is asked and not told: it has paid.
  while (await sendPayout({ ...restored, send: impatientSend }, programId));
  expect([payer.payments.length, payer.told.length]).toEqual([1, 1])
  for (const { id, status, instructionState } of await other.payouts()) if (status === 'instructed' && instructionState === 'unknown') await other.settle(id)
  expect(await lift()).toMatchObject({ frozenAt: null })
  // What was not sent by the backup may have been since: it goes out for who names it, and not with its run.
  const { draftRunId, draftPayoutId } = scene
  await other.approve(draftRunId)
  await other.instruct(draftRunId, { rail: 'csv' })
  expect(await other.payouts({ runId: draftRunId })).toMatchObject([{ status: 'approved', notSentReason: 'restored', instructionState: null }])
  await other.instruct(draftRunId, { rail: 'manual', payoutIds: [draftPayoutId] })
  expect(await other.payouts({ runId: draftRunId })).toMatchObject([{ status: 'instructed', notSentReason: null }])
  const { laws } = await verifyBooks(restored.db, programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  await restored.close()
  await dropWithLogin(database, SECRET_KEY)
  await payer.close()
  await rm(folder, { recursive: true, force: true })
})
