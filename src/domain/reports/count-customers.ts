import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { MOVES_OF_CUSTOMER, movesOf, placeAt, type StoredMoves } from '../customers/customer-place.ts'
import { firstIdAt, NIL_UUID, type Uuid } from '../ids.ts'
import { windowKeys } from '../time/calendar-windows.ts'
import { dropMarks } from './count-clicks.ts'
import type { CountedProgram } from './count-ledger.ts'
import { IN_FLIGHT_MS } from './report-state.ts'

/** Customers of one turn. */
const CUSTOMERS_AT_ONCE = 20_000
const MARKS_AT_ONCE = 10_000

/** A day that counts for a customer. */
interface Milestone {
  readonly customerId: Uuid
  readonly kind: 'registration' | 'first_deposit' | 'qualification'
  readonly day: string
  readonly affiliateId: Uuid
  readonly brandId: Uuid
  readonly productId: Uuid
  readonly trackerId: Uuid
  readonly country: string
  /** Of a first deposit, in millionths. */
  readonly amount: bigint
}

/** Where to look for customers whose days may have changed. */
export interface CustomerSearch {
  /** Those that the counting of money and transactions came across. */
  readonly touched: readonly Uuid[]
  readonly madeSince: Date
  /** Counting from the beginning: the customer after which to go on. */
  readonly scanAfter: Uuid | null
}

/**
 * Works out anew when customers registered, deposited first and qualified, and for whom that counts; counts the days anew in which that
 * changed. Answers how far the counting from the beginning is; null: at its end.
 */
export async function countCustomers(tx: Tx, program: CountedProgram, search: CustomerSearch): Promise<Uuid | null> {
  const marks = await readMarks(tx, program.id)
  const past = search.scanAfter === null ? [] : await readPast(tx, program.id, search.scanAfter)
  const ids = new Set([...search.touched, ...(await readRecent(tx, program.id, search.madeSince)), ...marks.map(({ customerId }) => customerId), ...past])
  const days = new Set<string>()
  const all = [...ids]
  for (let start = 0; start < all.length; start += CUSTOMERS_AT_ONCE) {
    for (const day of await replaceMilestones(tx, program, all.slice(start, start + CUSTOMERS_AT_ONCE))) days.add(day)
  }
  await countDays(tx, program.id, [...days])
  await dropMarks(tx, program.id, marks.map(({ id }) => id))
  return past.length < CUSTOMERS_AT_ONCE ? null : (past.at(-1) ?? null)
}

function readMarks(tx: Tx, programId: Uuid): Promise<{ readonly id: Uuid; readonly customerId: Uuid }[]> {
  return tx.sql({
    name: 'marked-customers',
    text: `select id, customer_id as "customerId" from report_mark where program_id = $1 and customer_id is not null order by id limit ${MARKS_AT_ONCE}`,
    values: [programId],
  })
}

async function readPast(tx: Tx, programId: Uuid, afterId: Uuid): Promise<Uuid[]> {
  const rows = await tx.sql<{ id: Uuid }>({
    name: 'past-customers',
    text: `select id from customer where program_id = $1 and id > $2 order by id limit ${CUSTOMERS_AT_ONCE}`,
    values: [programId, afterId],
  })
  return rows.map(({ id }) => id)
}

async function readRecent(tx: Tx, programId: Uuid, madeSince: Date): Promise<Uuid[]> {
  const rows = await tx.sql<{ id: Uuid }>({
    name: 'recent-customers',
    text: 'select id from customer where program_id = $1 and id >= $2',
    values: [programId, firstIdAt(new Date(Math.max(0, madeSince.getTime() - IN_FLIGHT_MS)))],
  })
  return rows.map(({ id }) => id)
}

/** Answers the days that have to be counted anew. */
async function replaceMilestones(tx: Tx, program: CountedProgram, customerIds: readonly Uuid[]): Promise<Set<string>> {
  const wanted = new Map((await readMilestones(tx, program, customerIds)).map((milestone) => [nameOf(milestone), milestone]))
  const stored = new Map((await readStored(tx, program.id, customerIds)).map((milestone) => [nameOf(milestone), milestone]))
  const gone = [...stored].filter(([name, milestone]) => !isSame(milestone, wanted.get(name))).map(([, milestone]) => milestone)
  const fresh = [...wanted].filter(([name, milestone]) => !isSame(milestone, stored.get(name))).map(([, milestone]) => milestone)
  await drop(tx, program.id, gone)
  await insert(tx, program.id, fresh)
  return new Set([...gone, ...fresh].map(({ day }) => day))
}

function nameOf({ customerId, kind }: Milestone): string {
  return `${customerId} ${kind}`
}

function isSame(one: Milestone, other: Milestone | undefined): boolean {
  return other !== undefined && FIELDS.every((field) => one[field] === other[field])
}

const FIELDS = ['day', 'affiliateId', 'brandId', 'productId', 'trackerId', 'country', 'amount'] as const

interface StoredCustomer {
  readonly id: Uuid
  readonly brandId: Uuid
  readonly country: string
  readonly registeredAt: Date
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  readonly productId: Uuid | null
  readonly moves: StoredMoves
  readonly firstDepositAt: Date | null
  readonly firstDepositAmount: bigint | null
  readonly qualifiedAt: Date | null
}

/** Customers that only a page has told of have no days yet. */
async function readMilestones(tx: Tx, program: CountedProgram, customerIds: readonly Uuid[]): Promise<Milestone[]> {
  const customers = await tx.sql<StoredCustomer>({
    name: 'customers-with-days',
    text: `select c.id, c.brand_id as "brandId", upper(coalesce(c.country_code, c.country, '')) as country, c.registered_at as "registeredAt",
                  a.affiliate_id as "affiliateId", a.tracker_id as "trackerId", a.product_id as "productId", ${MOVES_OF_CUSTOMER} as moves,
                  x.first_deposit_at as "firstDepositAt", x.first_deposit_amount as "firstDepositAmount", x.cpa_qualified_at as "qualifiedAt"
             from unnest($2::uuid[]) as k (id)
             cross join lateral (select * from customer where program_id = $1 and id = k.id limit 1) c
             cross join lateral (select * from attribution where program_id = $1 and customer_id = k.id limit 1) a
             left join lateral (select * from customer_total where program_id = $1 and customer_id = k.id limit 1) x on true
            where c.is_verified`,
    values: [program.id, arrayLiteral(customerIds)],
  })
  const dayOf = windowKeys('day', program.time_zone)
  return customers.flatMap((customer) => {
    const at = (kind: Milestone['kind'], instant: Date | null, amount = 0n) => (instant === null ? [] : [milestoneOf(customer, kind, instant, amount, dayOf)])
    return [...at('registration', customer.registeredAt), ...at('first_deposit', customer.firstDepositAt, customer.firstDepositAmount ?? 0n), ...at('qualification', customer.qualifiedAt)]
  })
}

function milestoneOf(customer: StoredCustomer, kind: Milestone['kind'], instant: Date, amount: bigint, dayOf: (ms: number) => string): Milestone {
  const place = placeAt({ ...customer, moves: movesOf(customer.moves) }, instant)
  const { affiliateId, trackerId, productId } = place
  return { customerId: customer.id, kind, day: dayOf(instant.getTime()), affiliateId, brandId: customer.brandId, productId: productId ?? NIL_UUID, trackerId, country: customer.country, amount }
}

function readStored(tx: Tx, programId: Uuid, customerIds: readonly Uuid[]): Promise<Milestone[]> {
  return tx.sql({
    name: 'stored-milestones',
    text: `select m.customer_id as "customerId", m.kind, m.day, m.affiliate_id as "affiliateId", m.brand_id as "brandId", m.product_id as "productId",
                  m.tracker_id as "trackerId", m.country, m.amount
             from unnest($2::uuid[]) as k (id)
             cross join lateral (select * from customer_milestone where program_id = $1 and customer_id = k.id limit 3) m`,
    values: [programId, arrayLiteral(customerIds)],
  })
}

async function drop(tx: Tx, programId: Uuid, milestones: readonly Milestone[]): Promise<void> {
  const rows = new BulkRows(columns('customer_id uuid, kind text'))
  for (const { customerId, kind } of milestones) rows.add(customerId, kind)
  if (rows.size === 0) return
  const text = `delete from customer_milestone m using ${rows.unnest('r', 2)} where m.program_id = $1 and m.customer_id = r.customer_id and m.kind = r.kind`
  await tx.count({ name: 'drop-milestones', text, values: [programId, ...rows.parameters()] })
}

async function insert(tx: Tx, programId: Uuid, milestones: readonly Milestone[]): Promise<void> {
  const rows = new BulkRows(
    columns('program_id uuid, customer_id uuid, kind text, day text, affiliate_id uuid, brand_id uuid, product_id uuid, tracker_id uuid, country text, amount text numeric'),
  )
  for (const { customerId, kind, day, affiliateId, brandId, productId, trackerId, country, amount } of milestones) {
    rows.add(programId, customerId, kind, day, affiliateId, brandId, productId, trackerId, country, String(amount))
  }
  await rows.insertInto(tx, 'customer_milestone')
}

/** Adds days up anew from the milestones. */
async function countDays(tx: Tx, programId: Uuid, days: readonly string[]): Promise<void> {
  if (days.length === 0) return
  await tx.count({ name: 'drop-customer-days', text: 'delete from customer_daily where program_id = $1 and day = any($2::text[])', values: [programId, arrayLiteral(days)] })
  await tx.count({
    name: 'count-customer-days',
    text: `insert into customer_daily (program_id, day, affiliate_id, brand_id, product_id, tracker_id, country, registrations, first_deposits, first_deposit_amount, qualified)
           select $1, day, affiliate_id, brand_id, product_id, tracker_id, country, count(*) filter (where kind = 'registration'),
                  count(*) filter (where kind = 'first_deposit'), coalesce(sum(amount) filter (where kind = 'first_deposit'), 0), count(*) filter (where kind = 'qualification')
             from customer_milestone where program_id = $1 and day = any($2::text[]) group by 2, 3, 4, 5, 6, 7`,
    values: [programId, arrayLiteral(days)],
  })
}
