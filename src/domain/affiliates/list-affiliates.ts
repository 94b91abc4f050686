import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { type Affiliate, type AffiliateStatus, readAffiliates } from './affiliate.ts'
import { parseSearch } from './search-text.ts'

/** What a list can be ordered by; with a minus the other way round. `balance`: what could be paid now, in the program's currency. */
export const AFFILIATE_SORTS = ['-created', 'created', 'name', '-name', '-balance', 'balance'] as const
export type AffiliateSort = (typeof AFFILIATE_SORTS)[number]

/** The last affiliate of the page before, and what it was sorted by there. */
export interface AffiliatePosition {
  readonly id: Uuid
  /** Empty where the id says it all. */
  readonly key: string
}

export interface AffiliateFilter {
  readonly programId: Uuid
  readonly after: AffiliatePosition | null
  readonly limit: number
  readonly sort?: AffiliateSort | undefined
  readonly externalId?: string | undefined
  readonly groupId?: Uuid | undefined
  readonly parentAffiliateId?: Uuid | undefined
  readonly country?: string | undefined
  readonly status?: AffiliateStatus | undefined
  /** When it joined: half-open. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  /** A part of name, e-mail or referral code, without regard to case and accents. */
  readonly search?: string | undefined
}

export interface ListedAffiliate {
  readonly affiliate: Affiliate
  readonly position: AffiliatePosition
}

interface Order {
  /** SQL of what is sorted by; null: the id alone. */
  readonly key: string | null
  readonly type: 'text' | 'numeric'
  readonly isDescending: boolean
}

const ORDERS: Readonly<Record<AffiliateSort, Order>> = {
  '-created': { key: null, type: 'text', isDescending: true },
  created: { key: null, type: 'text', isDescending: false },
  name: { key: 'a.sort_name', type: 'text', isDescending: false },
  '-name': { key: 'a.sort_name', type: 'text', isDescending: true },
  '-balance': { key: 'coalesce(p.credits - p.debits, 0)', type: 'numeric', isDescending: true },
  balance: { key: 'coalesce(p.credits - p.debits, 0)', type: 'numeric', isDescending: false },
}

const BALANCES = `join program g on g.id = a.program_id
  left join ledger_account p on p.program_id = $1 and p.owner_id = a.id and p.kind = 'affiliate_payable' and p.currency = g.currency`

/** Newest first unless sorted otherwise, without the organic one; archived ones only when asked for. */
export async function listAffiliates(tx: Tx, filter: AffiliateFilter): Promise<ListedAffiliate[]> {
  const order = ORDERS[filter.sort ?? '-created']
  const values: unknown[] = [filter.programId, filter.limit]
  const conditions = [...conditionsOf(filter, values), ...afterCondition(filter.after, order, values)]
  const direction = order.isDescending ? 'desc' : 'asc'
  const positions = await tx.sql<AffiliatePosition>({
    text: `select a.id, ${order.key === null ? "''" : `(${order.key})::text`} as key
             from affiliate a ${order.type === 'numeric' ? BALANCES : ''}
            where a.program_id = $1 and not a.is_organic and a.erased_at is null ${conditions.map((condition) => `and ${condition}`).join(' ')}
            order by ${order.key === null ? '' : `${order.key} ${direction}, `}a.id ${direction} limit $2`,
    values,
  })
  const affiliates = new Map((await readAffiliates(tx, filter.programId, positions.map(({ id }) => id))).map((affiliate) => [affiliate.id, affiliate]))
  return positions.flatMap((position) => {
    const affiliate = affiliates.get(position.id)
    return affiliate === undefined ? [] : [{ affiliate, position }]
  })
}

function conditionsOf(filter: AffiliateFilter, values: unknown[]): string[] {
  const conditions: string[] = []
  const add = (comparison: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${comparison} $${values.push(value)}`)
  }
  if (filter.status === undefined) conditions.push(`a.status <> 'archived'`)
  add('a.status =', filter.status)
  add('a.external_id =', filter.externalId)
  add('a.group_id =', filter.groupId)
  add('a.parent_affiliate_id =', filter.parentAffiliateId)
  add('a.country =', filter.country)
  add('a.created_at >=', filter.from)
  add('a.created_at <', filter.to)
  const search = parseSearch(filter.search ?? '')
  if (search === null) return conditions
  // Row-level security lets comparisons of text into the index; strpos sees only what they have found.
  conditions.push(`strpos(a.search_text, $${values.push(search.text)}) > 0`)
  if (search.range === null) return conditions
  const [first, beyond] = [values.push(search.range.first), values.push(search.range.beyond)]
  return [...conditions, `a.id in (select affiliate_id from affiliate_search where program_id = $1 and suffix >= $${first} and suffix < $${beyond})`]
}

function afterCondition(after: AffiliatePosition | null, { key, type, isDescending }: Order, values: unknown[]): string[] {
  if (after === null) return []
  const sign = isDescending ? '<' : '>'
  const id = `$${values.push(after.id)}::uuid`
  return [key === null ? `a.id ${sign} ${id}` : `(${key}, a.id) ${sign} ($${values.push(after.key)}::${type}, ${id})`]
}
