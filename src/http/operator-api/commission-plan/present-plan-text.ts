import { z } from 'zod'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { hashText } from '../../../domain/plans/accept-plan.ts'
import type { SaidIn } from '../../../domain/plans/preview-plan.ts'
import type { FairnessItem } from '../../../domain/plans/words/fairness-card.ts'
import type { PlanChange } from '../../../domain/plans/words/plan-diff.ts'
import { plainText } from '../../../domain/plans/words/plan-text.ts'
import { idParams } from '../../plumbing/fields.ts'

export const language = z.enum(LANGUAGES)

export const versionNumber = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number).meta({ description: 'Number of a version, from 1.', examples: ['1'] })
export const versionParams = idParams.extend({ version: versionNumber })
export const versionPairParams = versionParams.extend({ other: versionNumber })

export const wordsAnswer = z.strictObject({ en: z.string(), 'pt-BR': z.string(), es: z.string() })

const componentKey = z.string().nullable().meta({ description: 'Key of the component; null for what holds of all of them.', examples: ['cpa'] })

export const planTextAnswer = z
  .strictObject({
    language,
    title: z.string(),
    paragraphs: z.array(z.strictObject({ component: componentKey, heading: z.string(), sentences: z.array(z.string()) })),
    text: z.string().meta({ description: 'All of it as one text.' }),
    textSha256: z.string().meta({ description: 'SHA-256 of `text` in UTF-8, hexadecimal: what is kept when an affiliate accepts it.' }),
  })
  .meta({ id: 'PlanText' })

export const fairnessAnswer = z
  .strictObject({
    topic: z.string().meta({ examples: ['negative_carryover'] }),
    verdict: z.enum(['favourable', 'neutral', 'unfavourable']).meta({ description: 'For the affiliate.' }),
    words: wordsAnswer,
  })
  .meta({ id: 'FairnessItem' })

export const planChangeAnswer = z
  .strictObject({
    component: componentKey,
    topic: z.string().nullable().meta({ description: 'What has changed of it; null for a whole component.', examples: ['rate'] }),
    kind: z.enum(['added', 'removed', 'changed']),
    words: wordsAnswer,
  })
  .meta({ id: 'PlanChange' })

export function presentPlanText({ language: said, text }: SaidIn): object {
  const plain = plainText(text)
  return { language: said, title: text.title, paragraphs: text.paragraphs, text: plain, textSha256: hashText(plain) }
}

export function presentFairnessItem({ topic, verdict, words }: FairnessItem): object {
  return { topic, verdict, words }
}

export function presentPlanChange({ component, topic, kind, words }: PlanChange): object {
  return { component, topic, kind, words }
}
