import { readPlanVersions } from '../../src/domain/commissions/commission-terms.ts'
import { readClickTallies } from '../../src/domain/commissions/reckoning/read-clicks.ts'
import { readCoverage } from '../../src/domain/commissions/reckoning/read-coverage.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { type Program, readProgram } from '../../src/domain/programs/read-program.ts'
import type { Books } from '../books/fixture.ts'

const LONG_AGO = '2020-01-01T00:00:00Z'

/** A click as a test writes it; unique and valid when nothing else is said. */
export interface ToldClick {
  readonly at: string
  readonly affiliateId: Uuid
  /** The affiliate's first one, when it is not said. */
  readonly trackerId?: Uuid
  readonly brandId?: Uuid
  readonly linkId?: Uuid
  readonly flags?: readonly string[]
  readonly isValid?: boolean
  readonly country?: string
  readonly agentFamily?: string
  /** When it was recorded, if not when it happened. */
  readonly recordedAt?: string
}

export interface ToldAssignment {
  readonly planId: Uuid
  readonly affiliateId?: Uuid
  readonly groupId?: Uuid
  readonly brandId?: Uuid
  readonly productId?: Uuid
  readonly trackerId?: Uuid
  readonly from?: string
  readonly until?: string
}

/** Stores clicks as the drain does. Answers their keys. */
export async function storeClicks(books: Books, ...clicks: readonly ToldClick[]): Promise<Uuid[]> {
  const keys: Uuid[] = []
  await books.context.db.inProgram(books.programId, async (tx) => {
    for (const click of clicks) {
      const key = newId()
      keys.push(key)
      await tx.sql({
        text: `insert into click (program_id, occurred_at, click_key, tracking_link_id, affiliate_id, tracker_id, brand_id, flags, is_valid, country, agent_family, recorded_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        values: [
          books.programId, click.at, key, click.linkId ?? newId(), click.affiliateId, click.trackerId ?? click.affiliateId, click.brandId ?? books.brandId,
          click.flags ?? ['unique_24h'], click.isValid ?? true, click.country ?? null, click.agentFamily ?? null, click.recordedAt ?? click.at,
        ],
      })
    }
  })
  return keys
}

export async function assign(books: Books, told: ToldAssignment): Promise<void> {
  await books.context.db.inProgram(books.programId, (tx) =>
    tx.sql({
      text: `insert into plan_assignment (program_id, id, plan_id, affiliate_id, group_id, brand_id, product_id, tracker_id, effective_from, effective_until, created_by, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'test', $9, $9)`,
      values: [
        books.programId, newId(), told.planId, told.affiliateId ?? null, told.groupId ?? null, told.brandId ?? null, told.productId ?? null, told.trackerId ?? null,
        told.from ?? LONG_AGO, told.until ?? null,
      ],
    }),
  )
}

export function addTracker(books: Books, affiliateId: Uuid): Promise<Uuid> {
  return insert(books, 'tracker', { affiliate_id: affiliateId, name: 'another' })
}

export function addBrand(books: Books, createdAt = LONG_AGO): Promise<Uuid> {
  return insert(books, 'brand', { name: 'Other', external_id: newId(), landing_page_url: 'https://other.example', created_at: createdAt })
}

export function addProduct(books: Books): Promise<Uuid> {
  return insert(books, 'product', { brand_id: books.brandId, name: 'Poker', external_id: newId() })
}

/** A link to a product. */
export function addLink(books: Books, trackerId: Uuid, productId: Uuid): Promise<Uuid> {
  return insert(books, 'tracking_link', { number: 1, tracker_id: trackerId, brand_id: books.brandId, product_id: productId, slug: 'poker' })
}

/** Puts an affiliate into a group of its own. */
export async function addGroup(books: Books, affiliateId: Uuid): Promise<Uuid> {
  const groupId = await insert(books, 'affiliate_group', { name: newId() })
  await books.context.db.inProgram(books.programId, (tx) =>
    tx.sql({ text: 'update affiliate set group_id = $3 where program_id = $1 and id = $2', values: [books.programId, affiliateId, groupId] }),
  )
  return groupId
}

async function insert(books: Books, table: string, fields: Readonly<Record<string, unknown>>): Promise<Uuid> {
  const row = { program_id: books.programId, id: newId(), created_at: LONG_AGO, updated_at: LONG_AGO, ...fields }
  const places = Object.keys(row).map((_, index) => `$${index + 1}`)
  await books.context.db.inProgram(books.programId, (tx) => tx.sql({ text: `insert into ${table} (${Object.keys(row).join(', ')}) values (${places.join(', ')})`, values: Object.values(row) }))
  return row.id
}

/** The tallies of affiliates under a plan. */
export function tallies(books: Books, planId: Uuid, affiliateIds: readonly Uuid[], until = '2027-01-01T00:00:00Z') {
  return books.context.db.inProgram(books.programId, async (tx) => {
    const program = await openProgram(books, tx)
    const versions = (await readPlanVersions(tx, program, [planId])).get(planId) ?? []
    return readClickTallies(tx, program, { planId, versions, affiliateIds, until: new Date(until) })
  })
}

/** `from until` of each stretch of an affiliate's coverage by a plan. */
export async function coverage(books: Books, planId: Uuid, affiliateId: Uuid): Promise<string[]> {
  const covered = await books.context.db.inProgram(books.programId, async (tx) => readCoverage(tx, await openProgram(books, tx), [affiliateId], planId))
  return (covered.get(affiliateId) ?? []).map(({ from, until }) => `${from.toISOString()} ${until?.toISOString() ?? '…'}`)
}

async function openProgram(books: Books, tx: Parameters<typeof readProgram>[0]): Promise<Program> {
  const program = await readProgram(tx, books.programId)
  if (program === undefined) throw new Error('no program')
  return program
}
