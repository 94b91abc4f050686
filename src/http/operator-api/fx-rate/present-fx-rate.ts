import { z } from 'zod'
import { scaledToText } from '../../../domain/money/amounts.ts'
import { RATE_DECIMALS } from '../../../domain/money/rates.ts'
import type { FxRate } from '../../../domain/programs/fx-rate.ts'
import { answeredInstant, commonFields } from '../../plumbing/fields.ts'

export const rateAnswer = z
  .strictObject({
    ...commonFields,
    currency: z.string().meta({ examples: ['EUR'] }),
    rate: z.string().meta({ description: "Units of the program's currency for one unit of this one.", examples: ['1.0834'] }),
    effectiveFrom: answeredInstant,
    source: z.string(),
  })
  .meta({ id: 'FxRate' })

export function presentFxRate(rate: FxRate): object {
  return {
    id: rate.id,
    createdTs: rate.createdAt,
    updatedTs: rate.createdAt,
    currency: rate.currency,
    rate: scaledToText(rate.ratePpb, RATE_DECIMALS),
    effectiveFrom: rate.effectiveFrom,
    source: rate.source,
  }
}
