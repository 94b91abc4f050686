import { z } from 'zod'
import { CRYPTO_NETWORKS, PAYOUT_METHOD_KINDS, PIX_KEY_TYPES } from '../../../domain/payout-methods/payout-details.ts'
import { currency, idField, text } from '../../plumbing/fields.ts'

const LONGEST_LABEL = 100
const LONGEST_REASON = 2_000
const LONGEST_FIELD_NAME = 40
const LONGEST_FIELD = 2_000

export const kindField = z.enum(PAYOUT_METHOD_KINDS)

/** What details of a kind hold, for the document. The rules are checked by the domain, which knows the kind also where only an id says it. */
export const DETAIL_SCHEMAS = {
  bank: z
    .strictObject({
      holderName: z.string().max(70),
      iban: z.string().optional(),
      bic: z.string().optional(),
      country: z.string().optional().meta({ description: 'Of the account, where it has no IBAN.' }),
      accountNumber: z.string().optional().meta({ description: 'Where there are no IBANs.' }),
      bankCode: z.string().optional().meta({ description: 'With an account number: routing number, sort code, BSB, IFSC …' }),
    })
    .meta({ description: 'bank', examples: [{ holderName: 'Anna Example', iban: 'DE89 3704 0044 0532 0130 00' }] }),
  pix: z
    .strictObject({ keyType: z.enum(PIX_KEY_TYPES), key: z.string(), holderName: z.string().max(70), taxId: z.string().optional().meta({ description: "The holder's CPF or CNPJ." }) })
    .meta({ description: 'pix', examples: [{ keyType: 'cpf', key: '529.982.247-25', holderName: 'Ana Exemplo' }] }),
  paypal: z.strictObject({ email: z.string() }).meta({ description: 'paypal', examples: [{ email: 'anna@example.com' }] }),
  wise: z
    .strictObject({ email: z.string().optional(), account: z.string().optional().meta({ description: 'A membership number, a Wisetag or an account.' }) })
    .meta({ description: 'wise: one of the two', examples: [{ account: '@annaexample' }] }),
  crypto: z
    .strictObject({
      network: z.enum(CRYPTO_NETWORKS),
      address: z.string().meta({ description: 'In the form that carries a checksum.' }),
      asset: z.string().optional().meta({ description: 'What is sent, like USDT; `BTC` on bitcoin.' }),
    })
    .meta({ description: 'crypto', examples: [{ network: 'ethereum', address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', asset: 'USDT' }] }),
  other: z.strictObject({ instructions: z.string().max(2_000) }).meta({ description: 'other', examples: [{ instructions: 'Cheque to the address on file' }] }),
} as const satisfies Record<(typeof PAYOUT_METHOD_KINDS)[number], z.ZodType>

const details = z
  .record(z.string().max(LONGEST_FIELD_NAME), z.string().max(LONGEST_FIELD).nullable())
  .meta({ description: 'By kind. Checked as far as they can be without asking a bank; never shown again, but for `hint`.', anyOf: Object.values(DETAIL_SCHEMAS).map(documented) })

function documented(schema: z.ZodType): object {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema)
  return json
}

const makeDefault = z.literal(true).optional().meta({ description: 'What the affiliate is paid by from now on. The first method is the default without it.' })
const label = text(LONGEST_LABEL).nullish().meta({ description: 'What the affiliate calls it.', examples: ['Business account'] })
const reason = text(LONGEST_REASON)

export const newPayoutMethodBody = z
  .strictObject({
    affiliateId: idField,
    kind: kindField,
    currency: currency.optional().meta({ description: "What it is paid in; without it the program's currency." }),
    label,
    details,
    makeDefault,
    reason: reason.meta({ description: 'Why the operator enters it on behalf of the affiliate.' }),
  })
  .meta({
    id: 'NewPayoutMethod',
    examples: [
      {
        affiliateId: '019abc00-0000-7000-8000-000000000001', kind: 'bank', currency: 'EUR', label: 'Business account',
        details: { holderName: 'Anna Example', iban: 'DE89 3704 0044 0532 0130 00' }, reason: 'Form of 3 November, signed',
      },
    ],
  })

export const changedPayoutMethodBody = z
  .strictObject({
    label,
    makeDefault,
    currency: currency.optional(),
    details: details.optional().meta({ description: 'Complete, and of the same kind.' }),
    reason: reason.optional().meta({ description: 'Why. Required with `details`, `currency` and `makeDefault`, which change where money goes.' }),
  })
  .meta({ id: 'PayoutMethodChange', examples: [{ makeDefault: true, label: 'Main account', reason: 'Asked by e-mail, confirmed by phone' }] })

export const revealBody = z.strictObject({ reason: reason.meta({ description: 'What the details are needed for. Kept in the history of the method.' }) }).meta({ examples: [{ reason: 'Payment by hand of October' }] })
