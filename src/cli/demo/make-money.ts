import { setTimeout as delay } from 'node:timers/promises'
import type { AppContext } from '../../app/context.ts'
import type { Uuid } from '../../domain/ids.ts'
import { approvePayoutRun } from '../../domain/payouts/approve-payout-run.ts'
import { readResults } from '../../domain/payouts/reconciliation/read-results.ts'
import { reconcilePayouts } from '../../domain/payouts/reconciliation/reconcile-payouts.ts'
import { catchUp } from '../../domain/programs/catch-up.ts'
import { openApiCalls } from '../api-calls.ts'
import type { DemoPlan } from './demo-plan.ts'
import { readBestEarner } from './read-best-earner.ts'

/** Every so many affiliates have not said where to be paid. */
const WITHOUT_METHOD_EVERY = 6
/** Every so many are companies with VAT, for which invoices are issued. */
const COMPANY_EVERY = 3
const HOLD_HOURS = 72
/** A minute. */
const CLOSING_TRIES = 300
const CLOSING_PAUSE_MS = 200

type Call = (operationId: string, input?: { readonly params?: Readonly<Record<string, string>>; readonly query?: Readonly<Record<string, string>>; readonly body?: unknown }) => Promise<Readonly<Record<string, unknown>>>

interface Item {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly until: string
  readonly amount: number
}

interface InstructedPayout extends Item {
  readonly endToEndId: string
}

/**
 * The money of the demo: where affiliates are paid, earlier months closed, sealed and invoiced, half of the affiliates paid for them but for one
 * payout that a bank refused, a run over the others that waits for approval, an adjustment that does. The last month that is over is left for
 * whoever looks around.
 */
export async function makeMoney(context: AppContext, { program }: DemoPlan): Promise<void> {
  const open = await openApiCalls(context)
  // As it would come over HTTP: instants are texts.
  const call: Call = async (operationId, input) => JSON.parse(JSON.stringify((await open(operationId, program, input ?? {})) ?? {}))
  const list = async (operationId: string, query: Readonly<Record<string, string>> = {}): Promise<readonly Item[]> => ((await call(operationId, { query: { limit: '500', ...query } }))['items'] ?? []) as readonly Item[]
  const best = await readBestEarner(context, program.id)
  // Whose portal the demo shows comes first: it has said where to be paid, and is.
  const payees = (await list('listAffiliates', { status: 'active' })).toSorted((one, other) => Number(other.id === best) - Number(one.id === best))
  await sayWhereToPay(call, payees)
  const now = context.clock.now().toISOString()
  const over = (await list('listPeriods')).filter(({ status, until }) => status === 'open' && until <= now).map(({ id }) => id).reverse()
  const closed = over.slice(0, -1)
  for (const id of closed) {
    await call('closePeriod', { params: { id }, body: {} })
    await untilReview(context, program.id, call, id)
    await call('sealPeriod', { params: { id }, body: {} })
  }
  const through = closed.at(-1)
  if (through !== undefined) {
    const ids = (rest: number) => payees.filter((_, index) => index % 2 === rest).map(({ id }) => id)
    await pay(context, call, list, program.id, { throughPeriod: through, affiliateIds: ids(0) })
    await call('preparePayoutRun', { body: { throughPeriod: through, affiliateIds: ids(1) } })
  }
  const [affiliate] = payees
  if (affiliate !== undefined) await call('createAdjustment', { body: { affiliateId: affiliate.id, amount: 2_500, reason: 'Placement on the front page, agreed by e-mail' } })
}

/** Closes a period here, or waits for a running server that closes it. */
async function untilReview(context: AppContext, programId: Uuid, call: Call, id: string): Promise<void> {
  for (let tries = 0; tries < CLOSING_TRIES; tries += 1) {
    await catchUp(context, programId)
    if ((await call('getPeriod', { params: { id } }))['status'] !== 'calculating') return
    await delay(CLOSING_PAUSE_MS)
  }
}

/** Methods as affiliates give them; what the hold is for is over. */
async function sayWhereToPay(call: Call, affiliates: readonly Item[]): Promise<void> {
  await call('changeProgram', { body: { payoutHoldHours: 0 } })
  await call('createLegalEntity', { body: { name: 'Demo Ltd', address: 'Republic Street 1\nVLT 1111 Valletta', country: 'MT', taxId: 'MT11679112', prefix: 'DEMO' } })
  for (const [index, { id, name }] of affiliates.entries()) {
    if (index % WITHOUT_METHOD_EVERY === WITHOUT_METHOD_EVERY - 1) continue
    const method = index % 2 === 0 ? { kind: 'bank', details: { holderName: name, iban: 'DE89370400440532013000' } } : { kind: 'paypal', details: { email: `payments-${index}@example.com` } }
    await call('createPayoutMethod', { body: { affiliateId: id, reason: 'Demo', ...method } })
    if (index % COMPANY_EVERY === 0) {
      await call('addTaxProfile', { body: { affiliateId: id, legalName: name, address: 'Triq il-Kbira 2\nSLM 1549 Sliema', country: 'MT', taxId: 'MT15121333', vatRate: '18', invoicing: 'self_billed' } })
    }
  }
  await call('changeProgram', { body: { payoutHoldHours: HOLD_HOURS } })
}

/** Pays by hand, and the bank's own file says what became of it: all but one payout, which it refused. The administrator approves what the command line has prepared. */
async function pay(context: AppContext, call: Call, list: (operationId: string, query?: Readonly<Record<string, string>>) => Promise<readonly Item[]>, programId: Uuid, body: object): Promise<void> {
  const run = await call('preparePayoutRun', { body })
  const id = String(run['id'])
  if (run['status'] !== 'draft') return
  const actor = `user:${await readAdministrator(context, programId)}`
  await context.db.inProgram(programId, (tx) => approvePayoutRun(tx, context.clock, { programId, actor }, id as Uuid))
  await call('instructPayoutRun', { params: { id }, body: { rail: 'manual' } })
  const [refused, ...paid] = (await list('listPayouts', { runId: id })) as readonly InstructedPayout[]
  const lines = [...paid.map(({ endToEndId }, index) => `${endToEndId},settled,BANK-${index + 1},`), ...(refused === undefined ? [] : [`${refused.endToEndId},failed,,AC04 account closed`])]
  const file = { format: 'csv', fileName: 'bank-results.csv', content: ['endToEndId,status,externalId,reason', ...lines, ''].join('\n') } as const
  await context.db.inProgram(programId, (tx) => reconcilePayouts(tx, context.clock, { programId, actor }, { ...file, entries: readResults(file.format, file.content) }))
}

async function readAdministrator({ db }: AppContext, programId: Uuid): Promise<Uuid> {
  const [user] = await db.shared((tx) =>
    tx.sql<{ id: Uuid }>({ text: 'select u.id from operator_user u join program p on p.operator_id = u.operator_id where p.id = $1 order by u.id limit 1', values: [programId] }),
  )
  if (user === undefined) throw new Error('a program without an administrator')
  return user.id
}
