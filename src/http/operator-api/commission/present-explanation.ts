import { z } from 'zod'
import type { Because, ExplainedValue, Explanation } from '../../../domain/commissions/explanation.ts'
import { exactNumber, minorToText, scaledToText } from '../../../domain/money/amounts.ts'
import { ratePpmToText } from '../../../domain/money/rates.ts'

const id = z.string().meta({ format: 'uuid' })

const because = z
  .strictObject({
    name: z.string(),
    value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
    get because() {
      return z.array(because).optional()
    },
  })
  .meta({ id: 'Because' })

const loser = z.union([
  z.strictObject({ assignmentId: id, reason: z.string() }),
  z.strictObject({ versionId: id, version: z.int(), reason: z.string() }),
])

export const explanationAnswer = z
  .strictObject({
    amount: z.number(),
    rule: z.string().meta({ examples: ['revenue_share.marginal'] }),
    because: z.array(because),
    plan: z.strictObject({
      winner: z.strictObject({ assignmentId: id.nullable(), planId: id, planName: z.string(), versionId: id, version: z.int() }).nullable(),
      losers: z.array(loser).meta({ description: 'Every other assignment, and every other version of the plan, with the reason why it did not apply.' }),
    }),
    words: z.strictObject({ en: z.string(), 'pt-BR': z.string(), es: z.string() }),
  })
  .meta({ id: 'Explanation' })

/** The explanation as it is answered; the command line prints the same. */
export function presentExplanation({ amountMinor, currency, rule, because: reasons, plan, words }: Explanation): object {
  return { amount: exactNumber(minorToText(amountMinor, currency)), rule, because: reasons.map(presentReason), plan, words }
}

function presentReason({ name, value, because: reasons }: Because): object {
  const presented = { name, value: presentValue(value) }
  return reasons === undefined ? presented : { ...presented, because: reasons.map(presentReason) }
}

function presentValue(value: ExplainedValue): unknown {
  switch (value.as) {
    case 'amount': return exactNumber(scaledToText(value.units, value.scale))
    case 'rate': return ratePpmToText(value.ratePpm)
    case 'count': return exactNumber(String(value.count))
    case 'fact': return value.fact
    case 'instant': return value.instant
  }
}
