import type { Tx } from '../../db/database.ts'
import { IDEMPOTENCY_DAYS } from '../access/forget-idempotent-requests.ts'
import type { Uuid } from '../ids.ts'
import { ERASED_AFFILIATE_NAME, ERASED_TRACKER_NAME, eraseLinks } from './erase-affiliate.ts'

const DAY_MS = 86_400_000
/** Of an event's properties those that may name its affiliate. */
const EVENT_PROPERTIES = '{url,referrer,coupons}'
const PAYMENT_WITHOUT_NAMES = JSON.stringify({ affiliateCode: null, coupons: [] })

export interface TracesInput {
  readonly programId: Uuid
  readonly now: Date
  /** Rows of each table at most. */
  readonly limit: number
}

/**
 * Takes the copies that were made of an erased affiliate out of one program's records: the names frozen with its customers' attributions,
 * codes and pages in events, addresses and labels of its clicks, stored answers. Some rows of one affiliate at a time; answers whether
 * there may be more. A day later it looks again, for what was under way at the time of the erasure.
 */
export async function eraseTraces(tx: Tx, input: TracesInput): Promise<boolean> {
  const affiliateId = await findErased(tx, input)
  if (affiliateId === undefined) return false
  let isComplete = true
  for (const erase of ERASURES) {
    if ((await erase(tx, input, affiliateId)) === input.limit) isComplete = false
  }
  if (isComplete) await finish(tx, input, affiliateId)
  return true
}

type Erasure = (tx: Tx, input: TracesInput, affiliateId: Uuid) => Promise<number>
const ERASURES: readonly Erasure[] = [eraseFromAttributions, eraseFromCustomers, eraseFromEvents, eraseFromClicks, eraseFromPayments, eraseFromDeliveries]

async function findErased(tx: Tx, { programId, now }: TracesInput): Promise<Uuid | undefined> {
  const [row] = await tx.sql<{ id: Uuid }>({
    name: 'erased-with-traces',
    text: `select id from affiliate
            where program_id = $1 and erased_at is not null and (traces_erased_at is null or (traces_erased_at < erased_at + interval '1 day' and erased_at <= $2))
            order by erased_at limit 1`,
    values: [programId, new Date(now.getTime() - DAY_MS)],
  })
  return row?.id
}

function eraseFromAttributions(tx: Tx, { programId, limit }: TracesInput, affiliateId: Uuid): Promise<number> {
  const names = JSON.stringify({ affiliateName: ERASED_AFFILIATE_NAME, trackerName: ERASED_TRACKER_NAME })
  return tx.count({
    name: 'erase-from-attributions',
    text: `update attribution a set frozen = a.frozen || $3::jsonb, custom_parameter = null, referring_url = null
             from (select customer_id from attribution
                    where program_id = $1 and affiliate_id = $2 and (not frozen @> $3::jsonb or custom_parameter is not null or referring_url is not null)
                    limit $4) old
            where a.program_id = $1 and a.customer_id = old.customer_id`,
    values: [programId, affiliateId, names, limit],
  })
}

/** The page that a customer came from is the affiliate's, or has its code in the address. */
function eraseFromCustomers(tx: Tx, { programId, limit }: TracesInput, affiliateId: Uuid): Promise<number> {
  return tx.count({
    name: 'erase-from-customers',
    text: `update customer c set referring_url = null
             from (select k.id from attribution a join customer k on k.program_id = $1 and k.id = a.customer_id
                    where a.program_id = $1 and a.affiliate_id = $2 and k.referring_url is not null limit $3) old
            where c.program_id = $1 and c.id = old.id`,
    values: [programId, affiliateId, limit],
  })
}

/** The page of an event often has the code in its address, and that of a payment the coupons. */
function eraseFromEvents(tx: Tx, { programId, limit }: TracesInput, affiliateId: Uuid): Promise<number> {
  return tx.count({
    name: 'erase-from-events',
    text: `update event e set referral_code = null, properties = (e.properties::jsonb - $4::text[])::json
             from (select id from event
                    where program_id = $1 and affiliate_id = $2 and (referral_code is not null or properties::jsonb ?| $4::text[]) limit $3) old
            where e.program_id = $1 and e.id = old.id`,
    values: [programId, affiliateId, limit, EVENT_PROPERTIES],
  })
}

function eraseFromClicks(tx: Tx, { programId, limit }: TracesInput, affiliateId: Uuid): Promise<number> {
  return tx.count({
    name: 'erase-from-clicks',
    text: `update click c set referring_url = null, custom_parameter = null, sub_ids = null, utm = null
             from (select occurred_at, click_key from click
                    where program_id = $1 and affiliate_id = $2
                      and (referring_url is not null or custom_parameter is not null or sub_ids is not null or utm is not null)
                    limit $3) old
            where c.program_id = $1 and c.occurred_at = old.occurred_at and c.click_key = old.click_key`,
    values: [programId, affiliateId, limit],
  })
}

function eraseFromPayments(tx: Tx, { programId, limit }: TracesInput, affiliateId: Uuid): Promise<number> {
  return tx.count({
    name: 'erase-from-payments',
    text: `update gateway_payment p set payment = (p.payment::jsonb || $3::jsonb)::json
             from (select id from gateway_payment where program_id = $1 and affiliate_id = $2 and not payment::jsonb @> $3::jsonb limit $4) old
            where p.program_id = $1 and p.id = old.id`,
    values: [programId, affiliateId, PAYMENT_WITHOUT_NAMES, limit],
  })
}

/** What a gateway delivered about such a payment has its code in it; without its body it cannot be applied again. */
function eraseFromDeliveries(tx: Tx, { programId, limit }: TracesInput, affiliateId: Uuid): Promise<number> {
  return tx.count({
    name: 'erase-from-deliveries',
    text: `update gateway_delivery d set body = ''
             from (select d.id from gateway_payment p join gateway_delivery d on d.program_id = $1 and d.payment_id = p.id
                    where p.program_id = $1 and p.affiliate_id = $2 and length(d.body) > 0 limit $3) old
            where d.program_id = $1 and d.id = old.id`,
    values: [programId, affiliateId, limit],
  })
}

async function finish(tx: Tx, input: TracesInput, affiliateId: Uuid): Promise<void> {
  const { programId, now } = input
  await eraseLinks(tx, programId, affiliateId, now)
  await forgetAnswers(tx, input, affiliateId)
  await tx.count({ text: 'update affiliate set traces_erased_at = $3 where program_id = $1 and id = $2', values: [programId, affiliateId, now] })
}

/** Kept answers that speak of the affiliate, its trackers or its links. */
async function forgetAnswers(tx: Tx, { programId, now }: TracesInput, affiliateId: Uuid): Promise<void> {
  await tx.count({
    text: `with named (id) as (
        select $2::text
        union all select t.id::text from tracker t where t.program_id = $1 and t.affiliate_id = $2::uuid
        union all select l.id::text from tracker t join tracking_link l on l.program_id = $1 and l.tracker_id = t.id where t.program_id = $1 and t.affiliate_id = $2::uuid)
      delete from idempotent_request r
       where r.program_id = $1 and r.created_at > $3
         and exists (select from regexp_matches(r.body, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') as told (ids) join named on named.id = told.ids[1])`,
    values: [programId, affiliateId, new Date(now.getTime() - IDEMPOTENCY_DAYS * DAY_MS)],
  })
}
