import { copyFields, type Fields } from './event.ts'
import type { Settings } from './options.ts'
import type { NewEntry } from './outbox.ts'
import { CLICK_COOKIE, REFERRAL_COOKIE } from './touch.ts'
import type { Visitor } from './visitor.ts'

/** A customer or a transaction that a page registers for the operator API, before it is known who sent the visitor. */
export interface Claim extends Omit<NewEntry, 'body'> {
  readonly fields: Fields
}

export function readCustomer(given: unknown): Claim {
  return claim('customers', 'external_customer_id', copyFields(Object(given)))
}

export function readTransaction(given: unknown): Claim {
  const fields = copyFields(Object(given))
  return claim('transactions', 'external_id', { type: 'sale', ...fields, amount: Number(fields['amount']) })
}

export function entryOf({ fields, ...entry }: Claim, { campaignId, brandId }: Settings, visitor: Visitor): NewEntry {
  const sender = entry.to === 'customers' ? { click_key: visitor.read(CLICK_COOKIE), affiliate_id: visitor.read(REFERRAL_COOKIE) } : {}
  return { ...entry, body: { campaign_id: campaignId, brand_id: brandId, ...sender, ...fields } }
}

/** The server takes each once, by its id. */
function claim(to: Claim['to'], key: string, fields: Fields): Claim {
  return { id: `${to} ${fields[key]}`, to, fields, madeAt: Date.now(), isRepeatable: true }
}
