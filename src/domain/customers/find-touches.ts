import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import type { ClickKeyContent, ClickKeys } from '../tracking/click-key.ts'
import type { FrozenNames } from './customer.ts'
import type { AttributionSettings, Refusal, Touch } from './decide-attribution.ts'
import { findNamedTouches } from './find-named-touches.ts'
import type { Registration, RegistrationFailure } from './registration.ts'

/** A touch with what an attribution copies from it. */
export interface FoundTouch extends Touch {
  readonly trackingLinkId: Uuid | null
  readonly brandId: Uuid
  readonly productId: Uuid | null
  readonly mediaId: Uuid | null
  readonly customParameter: string | null
  readonly referringUrl: string | null
  readonly names: FrozenNames
  /** False for a click whose row (sub-ids, referrer) has not arrived: all there is comes from its key. */
  readonly isComplete: boolean
}

/** Everything that speaks for an affiliate in one registration. */
export interface Evidence {
  readonly touches: readonly FoundTouch[]
  readonly refusals: readonly Refusal[]
  /** Set when the registration names an affiliate or tracker by hand that does not exist. */
  readonly failure: RegistrationFailure | null
}

/** A registration whose brand is known. */
export interface BrandedRegistration {
  readonly registration: Registration
  readonly brand: { readonly id: Uuid, readonly name: string, readonly externalId: string | null }
}

/** More clicks of one visitor than this are not looked at: the newest ones count for the last click, the oldest for the first. */
const VISITOR_CLICKS_MAX = 50
const DAY_MS = 86_400_000

/** The program's part in a decision. */
export function attributionSettings(program: Program): AttributionSettings {
  return {
    model: program.attribution_model,
    windowDays: program.attribution_window_days,
    organicTracking: program.organic_tracking,
    standDownMinutes: program.attribution_stand_down_minutes,
    couponBeatsClick: program.attribution_coupon_beats_click,
  }
}

/** Finds the evidence of every registration, in their order, in a handful of statements for all of them. */
export async function findTouches(
  tx: Tx, program: Program, clickKeys: ClickKeys, registrations: readonly BrandedRegistration[], now: Date,
): Promise<Evidence[]> {
  const sent = registrations.map(({ registration }) => readSentKey(clickKeys, program, registration.clickKey))
  const clicks = await readSentClicks(tx, program.id, sent)
  const visits = await readVisitorClicks(tx, program, registrations, clicks)
  const named = await findNamedTouches(tx, program.id, registrations, now)
  return registrations.map((_, i) => {
    const key = sent[i] ?? null
    const click = clicks[i]
    const others = named[i]
    const isUnknownLink = key !== null && 'uuid' in key && click === undefined
    return {
      touches: [...(click === undefined ? [] : [click.touch]), ...(visits[i] ?? []), ...(others?.touches ?? [])],
      refusals: [
        ...(key !== null && 'reason' in key ? [key] : []),
        ...(isUnknownLink ? [{ carrier: 'click_key', clickKey: key.uuid, reason: 'click_invalid' } as const] : []),
        ...(others?.refusals ?? []),
      ],
      failure: others?.failure ?? null,
    }
  })
}

/** The content of a key of this program, why there is none, or null when nothing was sent. */
function readSentKey(clickKeys: ClickKeys, program: Program, text: string | null): ClickKeyContent | Refusal | null {
  if (text === null) return null
  const content = clickKeys.read(text)
  if (content === null) return { carrier: 'click_key', clickKey: null, reason: 'click_invalid' }
  if (content.programNumber !== program.number) return { carrier: 'click_key', clickKey: content.uuid, reason: 'click_foreign' }
  return content
}

interface ClickRow {
  position: number
  click_key: Uuid
  occurred_at: Date
  is_valid: boolean | null
  flags: string[] | null
  visitor_id: Uuid | null
  custom_parameter: string | null
  referring_url: string | null
  tracking_link_id: Uuid
  brand_id: Uuid
  product_id: Uuid | null
  media_id: Uuid | null
  tracker_id: Uuid
  affiliate_id: Uuid
  affiliate_name: string
  tracker_name: string
  brand_name: string
  product_name: string | null
}

interface SentClick {
  readonly touch: FoundTouch
  readonly visitorId: Uuid | null
}

const LINK_COLUMNS = `l.id as tracking_link_id, l.brand_id, l.product_id, l.media_id, t.id as tracker_id, a.id as affiliate_id,
  a.name as affiliate_name, t.name as tracker_name, b.name as brand_name, p.name as product_name`
const LINK_TABLES = `join tracker t on t.program_id = $1 and t.id = l.tracker_id
  join affiliate a on a.program_id = $1 and a.id = t.affiliate_id
  join brand b on b.program_id = $1 and b.id = l.brand_id
  left join product p on p.program_id = $1 and p.id = l.product_id`

// Ranges and orders where an equality would do: see the note on statements in customer.ts.
/** The link of each key, and its click row if that has arrived; undefined where there is no such link. */
async function readSentClicks(tx: Tx, programId: Uuid, sent: readonly (ClickKeyContent | Refusal | null)[]): Promise<(SentClick | undefined)[]> {
  const keys = new BulkRows(columns('position int, link_number int, click_key uuid, occurred_at timestamptz'))
  sent.forEach((key, i) => {
    if (key !== null && 'uuid' in key) keys.add(i, key.linkNumber, key.uuid, key.occurredAt)
  })
  if (keys.size === 0) return []
  const rows = await tx.sql<ClickRow>({
    name: 'sent-clicks',
    text: `select k.position, k.click_key, k.occurred_at, ${LINK_COLUMNS}, c.is_valid, c.flags, c.visitor_id, c.custom_parameter, c.referring_url
      from ${keys.unnest('k', 2)}
      join tracking_link l on l.program_id = $1 and l.number = k.link_number
      ${LINK_TABLES}
      left join lateral (
        select * from click where program_id = $1 and occurred_at = k.occurred_at and click_key >= k.click_key and click_key <= k.click_key
         order by click_key limit 1) c on true`,
    values: [programId, ...keys.parameters()],
  })
  const found: (SentClick | undefined)[] = []
  for (const row of rows) {
    const key = sent[row.position]
    const isBlocked = key !== null && key !== undefined && 'uuid' in key && key.isBlocked
    found[row.position] = { touch: touchOfRow(row, true, isBlocked), visitorId: row.visitor_id }
  }
  return found
}

/** The same visitors' other valid clicks inside the window, on links of the sent click's brand. */
async function readVisitorClicks(
  tx: Tx, program: Program, registrations: readonly BrandedRegistration[], clicks: readonly (SentClick | undefined)[],
): Promise<FoundTouch[][]> {
  const visitors = new BulkRows(columns('position int, visitor_id uuid, sent_key uuid, brand_id uuid, after timestamptz, until timestamptz'))
  clicks.forEach((click, i) => {
    const registeredAt = registrations[i]?.registration.registeredAt
    if (click === undefined || click.visitorId === null || registeredAt === undefined) return
    const after = new Date(registeredAt.getTime() - program.attribution_window_days * DAY_MS)
    visitors.add(i, click.visitorId, click.touch.clickKey, click.touch.brandId, after, registeredAt)
  })
  if (visitors.size === 0) return []
  const order = program.attribution_model === 'last_click' ? 'desc' : 'asc'
  const rows = await tx.sql<ClickRow>({
    name: `visitor-clicks:${order}`,
    text: `select v.position, c.*, ${LINK_COLUMNS}
      from ${visitors.unnest('v', 2)}
      cross join lateral (
        select click_key, occurred_at, is_valid, flags, visitor_id, custom_parameter, referring_url, tracking_link_id as link_id from click
         where program_id = $1 and visitor_id is not null and visitor_id >= v.visitor_id and visitor_id <= v.visitor_id
           and occurred_at > v.after and occurred_at <= v.until and brand_id = v.brand_id and is_valid and click_key <> v.sent_key
         order by visitor_id ${order}, occurred_at ${order} limit ${VISITOR_CLICKS_MAX}) c
      join tracking_link l on l.program_id = $1 and l.id = c.link_id
      ${LINK_TABLES}`,
    values: [program.id, ...visitors.parameters()],
  })
  const found: FoundTouch[][] = []
  for (const row of rows) {
    const touches = found[row.position] ?? []
    touches.push(touchOfRow(row, false, false))
    found[row.position] = touches
  }
  return found
}

function touchOfRow(row: ClickRow, isSent: boolean, isBlocked: boolean): FoundTouch {
  return {
    carrier: 'click_key',
    clickKey: row.click_key,
    affiliateId: row.affiliate_id,
    trackerId: row.tracker_id,
    touchedAt: row.occurred_at,
    isSent,
    blockedBecause: isBlocked || row.is_valid === false ? blockingFlag(row.flags) : null,
    trackingLinkId: row.tracking_link_id,
    brandId: row.brand_id,
    productId: row.product_id,
    mediaId: row.media_id,
    customParameter: row.custom_parameter,
    referringUrl: row.referring_url,
    names: { affiliateName: row.affiliate_name, trackerName: row.tracker_name, brandName: row.brand_name, productName: row.product_name },
    isComplete: row.is_valid !== null,
  }
}

const BLOCKING_FLAGS = ['prefetch', 'head', 'non_document']

/** The key says only that a click is blocked; its row says why. A click that nothing else explains was a robot's. */
function blockingFlag(flags: readonly string[] | null): string {
  if (flags === null || flags.includes('bot')) return 'bot'
  return BLOCKING_FLAGS.find((flag) => flags.includes(flag)) ?? 'bot'
}
