import { z } from 'zod'
import { text } from '../../plumbing/fields.ts'

const LONGEST_REASON = 2_000

export const reasonField = text(LONGEST_REASON).meta({ description: 'Why.', examples: ['The account was closed'] })

/** What a payment is called outside. */
export const outsideId = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$/, { error: 'Expected text without control characters.' })
  .meta({ description: 'What the payment is called outside: no two payouts have the same.', examples: ['5f0c1d8e-6b1f-4a52-9d54-2f7c1f6a9b10'] })

export const reasonBody = z.strictObject({ reason: reasonField }).meta({ examples: [{ reason: 'The account was closed' }] })
export const settlementBody = z.strictObject({ externalId: outsideId.optional() }).meta({ examples: [{ externalId: '5f0c1d8e-6b1f-4a52-9d54-2f7c1f6a9b10' }] })
