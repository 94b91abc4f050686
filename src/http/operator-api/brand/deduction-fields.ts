import { z } from 'zod'
import { country, money, percent, text } from '../../plumbing/fields.ts'

const KINDS = ['tax', 'payment_fee', 'admin_fee', 'platform_fee', 'bonus', 'chargeback', 'jackpot', 'provider_fee', 'cost_of_goods', 'other'] as const
const BASES = ['gross_revenue', 'running_net', 'deposit', 'withdrawal', 'deposit_plus_withdrawal', 'wager', 'sale', 'bonus', 'supplied'] as const
const MOST_DEDUCTIONS = 50

/** One line between gross and net revenue, in the order of the list. */
const deduction = z.strictObject({
  name: text(100),
  kind: z.enum(KINDS),
  base: z.enum(BASES).optional().meta({ description: 'What the rate is taken of; `supplied` is what each transaction sends in `deductions`.' }),
  rate: percent.optional().meta({ description: 'In percent. A deduction has a rate or a fixed amount.' }),
  fixed: money.optional().meta({ description: 'Per transaction.' }),
  countries: z.array(country).max(250).optional(),
  products: z.array(z.string().max(255)).max(250).optional(),
  whenNegative: z.enum(['apply', 'clamp']).optional().meta({ description: 'For a negative base: deduct a negative amount (default), or nothing.' }),
})

export const deductions = z.array(deduction).max(MOST_DEDUCTIONS).meta({
  examples: [[{ name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' }]],
})
