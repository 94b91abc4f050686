import { z } from 'zod'
import { PAYING_ACCOUNT_KINDS } from '../../../domain/payouts/paying-accounts/paying-details.ts'
import { text } from '../../plumbing/fields.ts'

const LONGEST_NAME = 100
const LONGEST_DETAIL = 2_048

const name = text(LONGEST_NAME)

export const newPayingAccountBody = z
  .strictObject({
    kind: z.enum(PAYING_ACCOUNT_KINDS).meta({ description: 'sepa: an account in euros. pix: a Brazilian one. webhook: a payer of yours that is called.' }),
    name,
    details: z.record(z.string().max(40), z.string().max(LONGEST_DETAIL).nullable()).meta({
      description:
        'sepa: `holderName`, `iban`, `bic` (optional). pix: `holderName`, `cnpj`, `bankCode`, `bankName`, `agreement`, `branch`, `branchDigit` (optional), `account`, `accountDigit`. webhook: `url`.',
    }),
  })
  .meta({
    id: 'NewPayingAccount',
    examples: [{ kind: 'sepa', name: 'House bank', details: { holderName: 'Example GmbH', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' } }],
  })

export const payingAccountChangeBody = z
  .strictObject({ name: name.optional(), makeDefault: z.literal(true).optional().meta({ description: 'Payouts of its kind are paid from it, and no longer from the one before.' }) })
  .refine((change) => Object.keys(change).length > 0, { error: 'Expected something to change.' })
  .meta({ id: 'PayingAccountChange', examples: [{ makeDefault: true }] })
