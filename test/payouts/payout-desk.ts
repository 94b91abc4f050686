import { newId, type Uuid } from '../../src/domain/ids.ts'
import { minorToText } from '../../src/domain/money/amounts.ts'
import type { PayoutDetails } from '../../src/domain/payout-methods/payout-details.ts'
import { sealDetails } from '../../src/domain/payout-methods/sealed-details.ts'
import { approvePayoutRun } from '../../src/domain/payouts/approve-payout-run.ts'
import { endPayout, type PayoutEnd } from '../../src/domain/payouts/end-payout.ts'
import { instructPayoutRun, type PayoutInstruction } from '../../src/domain/payouts/instruct-payout-run.ts'
import { listPayouts, type Payout } from '../../src/domain/payouts/payout.ts'
import { listLeftOut, type PayoutRun } from '../../src/domain/payouts/payout-run.ts'
import { type NewPayoutRun, preparePayoutRun } from '../../src/domain/payouts/prepare-payout-run.ts'
import { settlePayouts } from '../../src/domain/payouts/settle-payouts.ts'
import type { TestContext } from '../support/context.ts'

const BANK: PayoutDetails = { kind: 'bank', holderName: 'Ana Souza', country: 'DE', iban: 'DE89370400440532013000', bic: null, accountNumber: null, bankCode: null }

interface Method {
  readonly details?: PayoutDetails
  readonly currency?: string
  readonly heldUntil?: Date
}

/** Pays affiliates of a program: one user prepares, another approves. */
export class PayoutDesk {
  readonly context: TestContext
  readonly programId: Uuid
  readonly currency: string

  constructor(context: TestContext, programId: Uuid, currency = 'EUR') {
    this.context = context
    this.programId = programId
    this.currency = currency
  }

  /** Gives an affiliate a method, not held, in place of those it has. */
  async method(affiliateId: Uuid, { details = BANK, currency = this.currency, heldUntil }: Method = {}): Promise<Uuid> {
    const { programId, context: { db, clock, secretBox } } = this
    const id: Uuid = newId()
    await db.inProgram(programId, async (tx) => {
      await tx.sql({ text: 'update payout_method set is_default = false, archived_at = $3 where program_id = $1 and affiliate_id = $2 and archived_at is null', values: [programId, affiliateId, clock.now()] })
      await tx.sql({
        text: `insert into payout_method (program_id, id, affiliate_id, kind, currency, hint, sealed_details, is_default, held_until, created_by, created_at, updated_at)
               values ($1, $2, $3, $4, $5, 'hint', $6, true, $7, 'test', $8, $8)`,
        values: [programId, id, affiliateId, details.kind, currency, sealDetails(secretBox, { programId, affiliateId, id }, details), heldUntil ?? null, clock.now()],
      })
    })
    return id
  }

  prepare(input: NewPayoutRun = {}, actor = 'user:maker'): Promise<PayoutRun> {
    return this.context.db.inProgram(this.programId, (tx) => preparePayoutRun(tx, this.context.clock, { programId: this.programId, actor }, input))
  }

  approve(runId: Uuid, actor = 'user:checker'): Promise<PayoutRun> {
    return this.context.db.inProgram(this.programId, (tx) => approvePayoutRun(tx, this.context.clock, { programId: this.programId, actor }, runId))
  }

  instruct(runId: Uuid, instruction: PayoutInstruction = { rail: 'manual' }): Promise<PayoutRun> {
    return this.context.db.inProgram(this.programId, (tx) => instructPayoutRun(tx, this.context, { programId: this.programId, actor: 'user:sender' }, runId, instruction))
  }

  settle(payoutId: Uuid, externalId = `bank ${payoutId}`): Promise<Payout[]> {
    return this.context.db.inProgram(this.programId, (tx) => settlePayouts(tx, this.context.clock, { programId: this.programId, actor: 'user:sender' }, [{ payoutId, externalId }]))
  }

  end(payoutId: Uuid, to: PayoutEnd['to']): Promise<Payout> {
    return this.context.db.inProgram(this.programId, (tx) => endPayout(tx, this.context.clock, { programId: this.programId, actor: 'user:sender' }, payoutId, { to, reason: 'test' }))
  }

  /** A run from its preparation until everything in it is paid. Who has no method gets one. */
  async payOut(affiliateIds?: readonly Uuid[]): Promise<Payout[]> {
    for (const affiliateId of affiliateIds ?? []) if (!(await this.#hasMethod(affiliateId))) await this.method(affiliateId)
    const run = await this.prepare(affiliateIds === undefined ? {} : { affiliateIds })
    if (run.status !== 'draft') return []
    await this.approve(run.id)
    await this.instruct(run.id)
    const sent = await this.payouts({ runId: run.id })
    for (const { id } of sent) await this.settle(id)
    return this.payouts({ runId: run.id })
  }

  payouts(filter: { runId?: Uuid; affiliateId?: Uuid } = {}): Promise<Payout[]> {
    return this.context.db.inProgram(this.programId, (tx) => listPayouts(tx, { programId: this.programId, afterId: null, limit: 1_000, ...filter }))
  }

  /** `reason amount` of everybody that a run left out. */
  async leftOut(runId: Uuid): Promise<Map<Uuid, string>> {
    const rows = await this.context.db.inProgram(this.programId, (tx) => listLeftOut(tx, this.programId, runId, null, 1_000))
    return new Map(rows.map(({ affiliateId, reason, amountMinor }) => [affiliateId, `${reason} ${minorToText(amountMinor, this.currency)}`]))
  }

  async #hasMethod(affiliateId: Uuid): Promise<boolean> {
    const rows = await this.context.db.inProgram(this.programId, (tx) =>
      tx.sql({ text: 'select 1 from payout_method where program_id = $1 and affiliate_id = $2 and is_default', values: [this.programId, affiliateId] }),
    )
    return rows.length > 0
  }
}
