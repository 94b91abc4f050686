import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { openBook } from '../ledger/book.ts'
import { minorFromNumberExact } from '../money/amounts.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { requireOwn } from '../programs/require-own.ts'
import { periodOf } from '../time/periods.ts'
import { type Adjustment, readAdjustment } from './adjustment.ts'
import { settleAdjustment } from './decide-adjustment.ts'

export interface NewAdjustment {
  readonly affiliateId: Uuid
  /** Major units, signed, not zero. */
  readonly amount: number
  readonly reason: string
  readonly note?: string | null | undefined
  readonly relatesToPeriod?: string | null | undefined
  readonly brandId?: Uuid | null | undefined
  readonly customerId?: Uuid | null | undefined
  readonly transactionId?: Uuid | null | undefined
}

/**
 * Records an adjustment. Up to the program's limit it is approved by its author and posted at once; above, it waits for a second person.
 * Throws `affiliate_unknown`, `brand_unknown`, `customer_unknown`, `transaction_unknown` and `invalid_request` (amount, period).
 */
export async function createAdjustment(tx: Tx, clock: Clock, author: Omit<Author, 'now'>, input: NewAdjustment): Promise<Adjustment> {
  const { programId, actor } = author
  const program = await readProgram(tx, programId)
  if (program === undefined) throw new DomainError('not_found')
  const now = programNow(program, clock)
  const amountMinor = readAmount(input.amount, program.currency)
  const relatesToPeriod = readPeriod(input.relatesToPeriod ?? null, program, now)
  await requireReferences(tx, programId, input)
  // The limit is read with the book held: a change of it comes before or after, not beside.
  const book = await openBook(tx, programId)
  const id: Uuid = newId()
  await tx.all(
    build.insertInto('adjustment').values({
      program_id: programId, id, affiliate_id: input.affiliateId, amount_minor: amountMinor, currency: program.currency, reason: input.reason,
      note: input.note ?? null, relates_to_period: relatesToPeriod, brand_id: input.brandId ?? null, customer_id: input.customerId ?? null,
      transaction_id: input.transactionId ?? null, needs_second_person: magnitude(amountMinor) > (await readLimit(tx, programId)), created_by: actor, recorded_at: now,
    }),
  )
  await recordAudit(tx, { programId, actor, now, action: 'adjustment.created', subjectType: 'adjustment', subjectId: id, details: auditedFields(input) })
  const adjustment = await readAdjustment(tx, programId, id)
  if (adjustment.needsSecondPerson) return adjustment
  await settleAdjustment(tx, { program, book, now }, adjustment, { kind: 'approved', actor, reason: null })
  return readAdjustment(tx, programId, id)
}

/** The audit keeps no free text, which may name people: that stays with the adjustment. */
function auditedFields({ reason: _reason, note: _note, ...fields }: NewAdjustment): object {
  return fields
}

function readAmount(amount: number, currency: string): bigint {
  const minor = minorFromNumberExact(amount, currency)
  if (minor !== null && minor !== 0n) return minor
  throw invalid('amount', 'invalid_amount', `Expected an amount of ${currency} that is not zero and not finer than its minor unit.`)
}

function readPeriod(period: string | null, program: Program, now: Date): string | null {
  const open = periodOf(now, program.time_zone)
  // Periods are written so that their texts are in the order of time.
  if (period !== null && period > open) throw invalid('relatesToPeriod', 'in_the_future', `The open period is ${open}.`)
  return period === open ? null : period
}

function invalid(path: string, code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path, code, message }] })
}

async function requireReferences(tx: Tx, programId: Uuid, input: NewAdjustment): Promise<void> {
  await requirePayee(tx, programId, input.affiliateId)
  await requireOwn(tx, programId, 'brand', input.brandId, 'brand_unknown', 'brandId')
  await requireOwn(tx, programId, 'customer', input.customerId, 'customer_unknown', 'customerId')
  await requireOwn(tx, programId, 'transaction', input.transactionId, 'transaction_unknown', 'transactionId')
}

/** Anybody who can be owed: also an affiliate that left or was erased, whose account has to be settled; not the organic one. */
async function requirePayee(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<void> {
  const found = await tx.first(build.selectFrom('affiliate').select('id').where('program_id', '=', programId).where('id', '=', affiliateId).where('is_organic', '=', false))
  if (found === undefined) throw new DomainError('affiliate_unknown', { errors: [{ path: 'affiliateId', code: 'affiliate_unknown', message: 'There is no such object.' }] })
}

async function readLimit(tx: Tx, programId: Uuid): Promise<bigint> {
  const [row] = await tx.sql<{ limit: bigint }>({ text: 'select adjustment_limit_minor as limit from program where id = $1', values: [programId] })
  return row?.limit ?? 0n
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}
