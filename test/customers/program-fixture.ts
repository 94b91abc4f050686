import { createClickKeys } from '../../src/app/secrets.ts'
import type { ClickKeyContent } from '../../src/domain/tracking/click-key.ts'
import { clickKeyUuid } from '../../src/domain/tracking/click-key.ts'
import type { Registration } from '../../src/domain/customers/registration.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { TEST_SECRET, type TestContext } from '../support/context.ts'

/** A program with a brand, an organic affiliate and two affiliates with a link each, written straight into the tables. */
export interface ProgramFixture {
  readonly programId: Uuid
  readonly operatorId: Uuid
  readonly number: number
  readonly brandId: Uuid
  readonly otherBrandId: Uuid
  readonly organicId: Uuid
  readonly anna: AffiliateFixture
  readonly berta: AffiliateFixture
}

export interface AffiliateFixture {
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  readonly linkId: Uuid
  readonly linkNumber: number
}

export const NOW = new Date('2026-11-15T12:00:00.000Z')

export async function makeProgram(context: TestContext, settings: { organicTracking?: 'assign' | 'reject', model?: 'last_click' | 'first_click' } = {}): Promise<ProgramFixture> {
  const [operatorId, programId, brandId, otherBrandId, organicId] = [newId(), newId(), newId(), newId(), newId()]
  const number = await context.db.shared(async (tx) => {
    await tx.sql({ text: 'insert into operator (id, name, created_at, updated_at) values ($1, $2, $3, $3)', values: [operatorId, `Operator ${operatorId}`, NOW] })
    const [row] = await tx.sql<{ number: number }>({
      text: `insert into program (id, operator_id, name, currency, time_zone, organic_tracking, attribution_model, created_at, updated_at)
             values ($1, $2, 'Test program', 'EUR', 'Europe/Malta', $3, $4, $5, $5) returning number`,
      values: [programId, operatorId, settings.organicTracking ?? 'assign', settings.model ?? 'last_click', NOW],
    })
    return row?.number ?? 0
  })
  await context.db.inProgram(programId, async (tx) => {
    for (const [id, name] of [[brandId, 'bettest'], [otherBrandId, 'othertest']]) {
      await tx.sql({
        text: `insert into brand (program_id, id, name, external_id, landing_page_url, created_at, updated_at)
               values ($1, $2, initcap($3), $3, 'https://bettest.example', $4, $4)`,
        values: [programId, id, name, NOW],
      })
    }
    await tx.sql({
      text: `insert into affiliate (program_id, number, id, name, currency, is_organic, created_at, updated_at) values ($1, (select count(*) from affiliate where program_id = $1), $2, 'Organic Tracking', 'EUR', true, $3, $3)`,
      values: [programId, organicId, NOW],
    })
  })
  const anna = await makeAffiliate(context, programId, brandId, 'anna', 1)
  const berta = await makeAffiliate(context, programId, brandId, 'berta', 2)
  return { programId, operatorId, number, brandId, otherBrandId, organicId, anna, berta }
}

async function makeAffiliate(context: TestContext, programId: Uuid, brandId: Uuid, name: string, linkNumber: number): Promise<AffiliateFixture> {
  const [affiliateId, trackerId, linkId] = [newId(), newId(), newId()]
  await context.db.inProgram(programId, async (tx) => {
    await tx.sql({
      text: `insert into affiliate (program_id, number, id, name, external_id, currency, created_at, updated_at) values ($1, (select count(*) from affiliate where program_id = $1), $2, $3, 'ext-' || $3, 'EUR', $4, $4)`,
      values: [programId, affiliateId, name, NOW],
    })
    await tx.sql({
      text: `insert into tracker (program_id, id, affiliate_id, name, external_id, created_at, updated_at) values ($1, $2, $3, $4 || ' tracker', 'ext-' || $4 || '-tracker', $5, $5)`,
      values: [programId, trackerId, affiliateId, name, NOW],
    })
    await tx.sql({
      text: `insert into tracking_link (program_id, id, number, tracker_id, brand_id, slug, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $7)`,
      values: [programId, linkId, linkNumber, trackerId, brandId, `${name}-${programId}`, NOW],
    })
  })
  return { affiliateId, trackerId, linkId, linkNumber }
}

/** Mints a click key of a link; without its row, as before the drain. */
export function mintClick(program: ProgramFixture, of: AffiliateFixture, at: Date, blocked = false): ClickKeyContent & { text: string } {
  // Keys of their own: one minter's time never runs back, and tests follow links in any order.
  const clickKeys = createClickKeys({ secretKeys: [TEST_SECRET] })
  const minted = clickKeys.mint({ programNumber: program.number, linkNumber: of.linkNumber, blocked, nowMs: at.getTime() })
  const content = clickKeys.read(minted.text)
  if (content === null) throw new Error('a fresh click key does not decode')
  return { ...content, text: minted.text }
}

/** Stores the row of a click, as the drain does. */
export async function storeClick(
  context: TestContext, program: ProgramFixture, of: AffiliateFixture, click: ClickKeyContent,
  row: { visitorId?: Uuid, flags?: string[], customParameter?: string, referringUrl?: string } = {},
): Promise<void> {
  await context.db.inProgram(program.programId, (tx) => tx.sql({
    text: `insert into click (program_id, occurred_at, click_key, tracking_link_id, affiliate_id, tracker_id, brand_id, visitor_id, flags, is_valid,
             custom_parameter, referring_url, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $2)`,
    values: [
      program.programId, click.occurredAt, click.uuid, of.linkId, of.affiliateId, of.trackerId, program.brandId, row.visitorId ?? null, row.flags ?? [],
      (row.flags ?? []).length === 0, row.customParameter ?? null, row.referringUrl ?? null,
    ],
  }))
}

/** A click with its row. */
export async function followLink(
  context: TestContext, program: ProgramFixture, of: AffiliateFixture, minutesBefore: number, row: Parameters<typeof storeClick>[4] = {},
): Promise<string> {
  const click = mintClick(program, of, new Date(NOW.getTime() - minutesBefore * 60_000), (row?.flags ?? []).length > 0)
  await storeClick(context, program, of, click, row)
  return click.text
}

/** A key that no installation with our secret made. */
export function forgedKey(): string {
  const text = '0000000000000000000000'
  if (clickKeyUuid(text) === null) throw new Error('not the form of a click key')
  return text
}

export function registration(externalId: string, sent: Partial<Registration> = {}): Registration {
  return {
    brandId: null, externalBrandId: 'bettest', externalId, registeredAt: NOW, clickKey: null, couponCode: null, referralCode: null, manual: null,
    username: null, country: null, countryCode: null, registerIp: null, referringUrl: null, customParameter: null, category: null, label: null,
    revShareExcluded: null, cpaExcluded: null, importId: null, createdBy: 'key:test', ...sent,
  }
}
