import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wallClock } from '../../src/app/clock.ts'
import { newId } from '../../src/domain/ids.ts'
import { callPayer, messageOf, type PayerInstruction } from '../../src/domain/payouts/payer/call-payer.ts'
import { queryPayer } from '../../src/domain/payouts/payer/query-payer.ts'
import { newPayerSecret, type PayerDetails, rotated } from '../../src/domain/payouts/paying-accounts/paying-details.ts'
import { endToEndIdOf } from '../../src/domain/payouts/rails/rail-ids.ts'
import { createOutbound } from '../../src/outbound/create-outbound.ts'
import { bank } from '../payouts/rails/support.ts'
import { examplesOf, readBlocks } from './fenced-blocks.ts'

const { send } = createOutbound({ outboundAllow: ['127.0.0.0/8'], publicUrl: 'https://partners.example.com' })
const way = { send, clock: wallClock }

let folder: string
let payer: PayerDetails
let running: ChildProcess

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-payer-'))
  const [example] = examplesOf(readBlocks('docs/payout-rails.md'), 'js')
  await writeFile(path.join(folder, 'payer.mjs'), example?.code.text ?? '')
  payer = { kind: 'webhook', url: `http://127.0.0.1:${await freePort()}/payouts`, secrets: [newPayerSecret(wallClock.now())] }
  await start()
})
afterAll(async () => {
  running.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function start(): Promise<void> {
  const env = { PATH: process.env['PATH'], PORT: new URL(payer.url).port, PAYER_SECRETS: payer.secrets.map(({ secret }) => secret).join(','), PAYER_FOLDER: path.join(folder, 'payouts') }
  running = spawn(process.execPath, [path.join(folder, 'payer.mjs')], { env, stdio: 'inherit' })
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await queryPayer(way, payer, endToEndIdOf(newId()))).kind === 'absent') return
    await delay(50)
  }
  throw new Error('the payer does not start')
}

function instruction(over: Partial<PayerInstruction> = {}): PayerInstruction {
  const payoutId = newId()
  const endToEndId = endToEndIdOf(payoutId)
  return {
    idempotencyKey: endToEndId, programId: newId(), payoutId, endToEndId, amountMinor: 12_345n, currency: 'EUR', holderName: 'Anna Müller', details: bank(), reference: 'Example 2026-11', isTest: false, ...over,
  }
}

test('the payer of the page pays once, however often it is told, ten times at once and after being killed', async () => {
  const one = instruction()
  const answers = await Promise.all(Array.from({ length: 10 }, () => callPayer(way, payer, messageOf(one))))
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify({ kind: 'accepted', externalId: `P-${one.idempotencyKey}`, isSettled: true })]))
  running.kill('SIGKILL')
  await once(running, 'exit')
  await start()
  expect(await callPayer(way, payer, messageOf(one))).toEqual(answers[0])
  expect(await queryPayer(way, payer, one.idempotencyKey)).toEqual({ kind: 'settled', externalId: `P-${one.idempotencyKey}` })
})

test('it refuses what it cannot pay, says so again, and does not take another amount under a key', async () => {
  const dollars = instruction({ currency: 'USD' })
  for (let tries = 0; tries < 2; tries += 1) expect(await callPayer(way, payer, messageOf(dollars))).toEqual({ kind: 'refused', reason: 'no account in USD' })
  expect(await queryPayer(way, payer, dollars.idempotencyKey)).toEqual({ kind: 'refused', reason: 'no account in USD' })
  const one = instruction()
  await callPayer(way, payer, messageOf(one))
  expect(await callPayer(way, payer, messageOf({ ...one, amountMinor: 99_999n }))).toEqual({ kind: 'unknown', reason: 'http_409' })
})

test('it knows what it never got, and believes nobody without the secret', async () => {
  expect(await queryPayer(way, payer, endToEndIdOf(newId()))).toEqual({ kind: 'absent' })
  const stranger = { ...payer, secrets: [newPayerSecret(wallClock.now())] }
  expect(await callPayer(way, stranger, messageOf(instruction()))).toEqual({ kind: 'unknown', reason: 'http_401' })
  const late = { send, clock: { now: () => new Date(Date.now() - 301_000) } }
  expect(await callPayer(late, payer, messageOf(instruction()))).toEqual({ kind: 'unknown', reason: 'http_401' })
  expect(await callPayer(way, rotated(payer, newPayerSecret(wallClock.now())), messageOf(instruction()))).toMatchObject({ kind: 'accepted' })
})

test('while it does not run nothing was sent', async () => {
  running.kill('SIGKILL')
  await once(running, 'exit')
  expect(await callPayer(way, payer, messageOf(instruction()))).toEqual({ kind: 'not_sent', reason: 'connection' })
})
