import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { markRegistrations } from '../commissions/reckoning/mark-affiliates.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { readProgram } from '../programs/read-program.ts'
import { markCustomers } from '../reports/mark-customers.ts'
import { confirmCustomers } from './confirm-customers.ts'
import { type Customer, readCustomer } from './customer.ts'
import { excludedSince } from './excluded-since.ts'

/** What may be changed about a customer; undefined = stays as it is, null = cleared. Nothing here re-attributes. */
export interface CustomerChange {
  readonly username?: string | null | undefined
  readonly country?: string | null | undefined
  readonly countryCode?: string | null | undefined
  readonly category?: string | null | undefined
  readonly label?: string | null | undefined
  /** Exclusions hold for transactions from now on; commissions already made stay. */
  readonly revShareExcluded?: boolean | undefined
  readonly cpaExcluded?: boolean | undefined
  /** Confirms a customer that a page has registered, as the page said it. */
  readonly isVerified?: true | undefined
}

/**
 * Changes what is given and answers the customer as it is then. Throws `not_found`. `author.now` is the program's present. When it
 * confirms the customer, `wakeWaitingTransactions` is to be called after the commit.
 */
export async function updateCustomer(tx: Tx, author: Author, customerId: Uuid, change: CustomerChange): Promise<Customer> {
  const { programId, actor, now } = author
  const columns = definedOnly({
    username: change.username,
    country: change.country,
    country_code: change.countryCode,
    category: change.category,
    label: change.label,
    rev_share_excluded: change.revShareExcluded,
    cpa_excluded: change.cpaExcluded,
  })
  if (change.cpaExcluded !== undefined) await noteExclusion(tx, author, customerId, change.cpaExcluded)
  if (Object.keys(columns).length > 0) {
    await tx.all(build.updateTable('customer').set({ ...columns, updated_at: now }).where('program_id', '=', programId).where('id', '=', customerId))
  }
  if (change.isVerified) await confirm(tx, author, customerId)
  const customer = await readCustomer(tx, programId, customerId)
  if (customer === undefined) throw new DomainError('not_found')
  await markRegistrations(tx, programId, [customer.tracking.affiliateId])
  await markCustomers(tx, programId, [customerId])
  if (Object.keys(columns).length > 0) {
    await recordAudit(tx, { programId, actor, action: 'customer.updated', subjectType: 'customer', subjectId: customerId, details: change, now })
  }
  return customer
}

/** Before the flag itself changes: what it was decides since when it holds. */
async function noteExclusion(tx: Tx, { programId, now }: Author, customerId: Uuid, isExcluded: boolean): Promise<void> {
  await tx.count({
    name: 'note-exclusion',
    text: `update customer c set cpa_excluded_at = ${excludedSince('$3::boolean', '$4')} where c.program_id = $1 and c.id = $2`,
    values: [programId, customerId, isExcluded, now],
  })
}

async function confirm(tx: Tx, author: Author, customerId: Uuid): Promise<void> {
  const { programId, now } = author
  const [program, customer] = [await readProgram(tx, programId), await readCustomer(tx, programId, customerId)]
  if (program === undefined || customer === undefined) throw new DomainError('not_found')
  const confirmed = await confirmCustomers(tx, program, [{ customer, registration: null, made: null }], now)
  if (confirmed.size > 0) await recordAudit(tx, { ...author, action: 'customer.confirmed', subjectType: 'customer', subjectId: customerId })
}

function definedOnly<Value extends object>(values: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  // The filter is the check: what remains has no undefined in it.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Key in keyof Value]?: Exclude<Value[Key], undefined> }
}
