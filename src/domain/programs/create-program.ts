import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { createBrand } from '../brands/create-brand.ts'
import { newId, type Uuid } from '../ids.ts'
import { minorFromNumberExact } from '../money/amounts.ts'
import { createPlan } from '../plans/create-plan.ts'
import { makeSlug } from '../portal-sites/make-slug.ts'

export interface NewProgram {
  readonly operatorId: Uuid
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly isTest: boolean
}

/** The first link of the chain of seals: nothing stands before it (docs/ledger.md). */
const FIRST_SEAL = Buffer.alloc(32)
const BEFORE_EVERYTHING = new Date(0)
const ORGANIC_NAME = 'Organic Tracking'
const ORGANIC_NUMBER = 0
/** In major units: smaller payouts cost more than they bring. */
const PAYOUT_MINIMUM = 50

/**
 * Makes a program that works at once: a book, the organic affiliate with its tracker, a default brand and a default plan of 10 % of
 * sales. The author's program id is the new program's. Does nothing for a program that exists.
 */
export async function createProgram(tx: Tx, clock: Clock, author: Author, input: NewProgram): Promise<void> {
  const { programId, now } = author
  const isNew = await tx.count({
    text: `insert into program (id, operator_id, name, currency, time_zone, status, is_test, payout_minimum_minor, created_at, updated_at)
      values ($1, $2, $3, $4, $5, 'active', $6, $7, $8, $8) on conflict (id) do nothing`,
    values: [programId, input.operatorId, input.name, input.currency, input.timeZone, input.isTest, minorFromNumberExact(PAYOUT_MINIMUM, input.currency), now],
  })
  if (isNew === 0) return
  await tx.all(build.insertInto('program_book').values({ program_id: programId, seal: FIRST_SEAL, matured_until: BEFORE_EVERYTHING }))
  await makeSlug(tx, programId, input.name)
  await createOrganicAffiliate(tx, author, input.currency)
  const brand = await createBrand(tx, author, { name: 'Default', externalId: 'default', landingPageUrl: 'https://example.com/?clickKey=[ClickKey]' })
  const version = { effectiveFrom: now, holdDays: 0, components: [{ type: 'percent_of_sale', rate: '10' }] }
  const plan = await createPlan(tx, author, clock, { name: 'Default', version })
  await tx.count({ text: 'update program set default_plan_id = $2, default_brand_id = $3 where id = $1', values: [programId, plan.id, brand.id] })
  await recordAudit(tx, { ...author, action: 'program.created', subjectType: 'program', subjectId: programId, details: input })
}

async function createOrganicAffiliate(tx: Tx, { programId, now }: Author, currency: string): Promise<void> {
  const affiliateId: Uuid = newId()
  const common = { program_id: programId, name: ORGANIC_NAME, created_at: now, updated_at: now }
  await tx.all(build.insertInto('affiliate').values({ ...common, id: affiliateId, number: ORGANIC_NUMBER, currency, is_organic: true }))
  await tx.all(build.insertInto('tracker').values({ ...common, id: newId(), affiliate_id: affiliateId }))
}
