import { z } from 'zod'
import type { NewEvent } from '../../../domain/events/new-event.ts'
import { microsFromNumber } from '../../../domain/money/amounts.ts'
import { currency, externalId, idField, instant, money, text } from '../../plumbing/fields.ts'

const LONGEST_NOTE = 2_000

/** An order that reached the merchant without a page or a server to tell of it. */
export const newConversionBody = z
  .strictObject({
    affiliateId: idField.optional().meta({ description: 'Whose it is; this or `referralCode`.' }),
    referralCode: text(255).optional(),
    orderId: externalId.meta({ description: 'Unique per program: sent again it has no effect. The `externalId` of the transaction.' }),
    orderValue: money.refine((value) => (microsFromNumber(value) ?? 0n) > 0n, { error: 'Expected a positive amount.' }).meta({ description: 'Major units.' }),
    currency: currency.optional().meta({ description: "When it is not the program's." }),
    customerId: externalId.optional().meta({ description: 'Who bought, by your own id; without it the e-mail address tells customers apart.' }),
    customerEmail: text(255).optional(),
    customerName: text(255).optional(),
    product: text(255).optional().meta({ description: 'Its external id, if it is a product of the brand.' }),
    occurredAt: instant.optional().meta({ description: 'At most 24 hours ahead. Default: now.' }),
    note: text(LONGEST_NOTE).optional().meta({ description: 'How it came: a call, a message, a visit. Kept with the event.' }),
  })
  .refine(({ affiliateId, referralCode }) => (affiliateId === undefined) !== (referralCode === undefined), {
    path: ['affiliateId'], error: 'Expected either affiliateId or referralCode.', params: { code: 'affiliate_required' },
  })
  .meta({ examples: [{ referralCode: 'NORTH1', orderId: 'phone-1001', orderValue: 199.9, customerEmail: 'ana@cliente.example', note: 'By telephone' }] })

/** What somebody registered, as an event. */
export function eventOfConversion(sent: z.output<typeof newConversionBody>): NewEvent {
  return {
    kind: 'conversion',
    affiliateId: sent.affiliateId ?? null,
    referralCode: sent.referralCode ?? null,
    orderId: sent.orderId,
    value: microsFromNumber(sent.orderValue),
    currency: sent.currency ?? null,
    customerId: sent.customerId ?? null,
    customerEmail: sent.customerEmail ?? null,
    customerName: sent.customerName ?? null,
    product: sent.product ?? null,
    sessionId: null,
    occurredAt: sent.occurredAt ?? null,
    properties: sent,
    deviceInfo: null,
    ip: null,
  }
}
