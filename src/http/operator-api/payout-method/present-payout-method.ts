import { z } from 'zod'
import { holdOf } from '../../../domain/payout-methods/hold-of.ts'
import type { PayoutDetails } from '../../../domain/payout-methods/payout-details.ts'
import type { ListedPayoutMethod } from '../../../domain/payout-methods/payout-method.ts'
import type { PayoutMethodEvent } from '../../../domain/payout-methods/payout-method-event.ts'
import { answeredId, answeredInstant, commonFields } from '../../plumbing/fields.ts'
import { kindField } from './payout-method-fields.ts'

const fields = {
  ...commonFields,
  affiliateId: answeredId,
  kind: kindField,
  currency: z.string().meta({ examples: ['EUR'] }),
  label: z.string().nullable(),
  hint: z.string().meta({ description: 'What may be seen of the details; empty when they were erased.', examples: ['DE89 … 3000'] }),
  status: z.enum(['payable', 'held', 'archived']).meta({ description: 'held: nothing is paid to it before `heldUntil`.' }),
  isDefault: z.boolean(),
  heldUntil: answeredInstant.nullable(),
  replacesId: answeredId.nullable().meta({ description: 'The method whose details these are a change of.' }),
  sharedWith: z.int().meta({ description: 'How many other affiliates of the program have, or had, the same account.' }),
  createdBy: z.string(),
  archivedAt: answeredInstant.nullable(),
}

const event = z.strictObject({
  kind: z.enum(['created', 'replaced', 'made_default', 'relabelled', 'revealed', 'archived']),
  actor: z.string(),
  proof: z.enum(['operator', 'fresh_sign_in']).nullable().meta({ description: 'What it was allowed by.' }),
  reason: z.string().nullable(),
  recordedAt: answeredInstant,
})

export const payoutMethodAnswer = z.strictObject(fields).meta({ id: 'PayoutMethod' })
export const toldPayoutMethodAnswer = z
  .strictObject({ ...fields, events: z.array(event).meta({ description: 'Who did what with it, newest first; at most 100.' }) })
  .meta({ id: 'ToldPayoutMethod' })

/** `now` is the program's. */
export function presentPayoutMethod(method: ListedPayoutMethod, now: Date): object {
  const { id, createdAt, updatedAt, affiliateId, kind, currency, label, hint, isDefault, heldUntil, replacesId, sharedWith, createdBy, archivedAt } = method
  const status = holdOf(method, now) ?? 'payable'
  return { id, createdTs: createdAt, updatedTs: updatedAt, affiliateId, kind, currency, label, hint, status, isDefault, heldUntil, replacesId, sharedWith, createdBy, archivedAt }
}

export function presentToldPayoutMethod(method: ListedPayoutMethod, events: readonly PayoutMethodEvent[], now: Date): object {
  return { ...presentPayoutMethod(method, now), events }
}

export const revealedDetailsAnswer = z
  .strictObject({ kind: kindField, details: z.record(z.string(), z.string().nullable()) })
  .meta({ id: 'PayoutDetails', examples: [{ kind: 'paypal', details: { email: 'anna@example.com' } }] })

export function presentRevealedDetails({ kind, ...details }: PayoutDetails): object {
  return { kind, details }
}
