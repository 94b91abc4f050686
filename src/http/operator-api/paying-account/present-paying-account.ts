import { z } from 'zod'
import type { PayingAccount } from '../../../domain/payouts/paying-accounts/paying-account.ts'
import { PAYING_ACCOUNT_KINDS } from '../../../domain/payouts/paying-accounts/paying-details.ts'
import { answeredInstant, commonFields } from '../../plumbing/fields.ts'

const fields = {
  ...commonFields,
  kind: z.enum(PAYING_ACCOUNT_KINDS),
  name: z.string(),
  hint: z.string().meta({ description: 'What may be seen of its details; the rest is sealed.', examples: ['DE89 … 3000'] }),
  isDefault: z.boolean().meta({ description: 'Payouts of its kind are paid from it.' }),
  archivedTs: answeredInstant.nullable(),
  createdBy: z.string(),
}

export const payingAccountAnswer = z.strictObject(fields).meta({ id: 'PayingAccount' })

export const issuedPayingAccountAnswer = z
  .strictObject({
    ...fields,
    secret: z.string().nullable().meta({
      description: 'Of a payer: what calls to it are signed with (Standard Webhooks). Shown here and never again.', examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    }),
  })
  .meta({ id: 'IssuedPayingAccount' })

export function presentPayingAccount({ id, kind, name, hint, isDefault, createdBy, createdAt, updatedAt, archivedAt }: PayingAccount): object {
  return { id, createdTs: createdAt, updatedTs: updatedAt, kind, name, hint, isDefault, archivedTs: archivedAt, createdBy }
}

export function presentIssuedPayingAccount({ account, secret }: { readonly account: PayingAccount; readonly secret: string | null }): object {
  return { ...presentPayingAccount(account), secret }
}
