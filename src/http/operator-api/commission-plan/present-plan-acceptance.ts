import { z } from 'zod'
import type { PlanAcceptor } from '../../../domain/plans/list-plan-acceptors.ts'
import type { PlanAcceptance } from '../../../domain/plans/plan-acceptance.ts'
import { answeredId, answeredInstant, commonFields, idField, instant } from '../../plumbing/fields.ts'
import { language } from './present-plan-text.ts'

const via = z.enum(['portal', 'document', 'message']).meta({ description: 'How consent was given: in the portal, on a signed document, in a message.' })

export const newAcceptanceBody = z
  .strictObject({
    planId: idField,
    version: z.int().min(1).max(1_000_000),
    language: language.meta({ description: 'In which the text was shown.' }),
    via,
    acceptedAt: instant.optional().meta({ description: "Default: now, by the program's clock." }),
  })
  .meta({ id: 'NewPlanAcceptance', examples: [{ planId: '019abc00-0000-7000-8000-000000000001', version: 1, language: 'pt-BR', via: 'portal' }] })

export const acceptanceAnswer = z
  .strictObject({
    ...commonFields,
    affiliateId: answeredId,
    planId: answeredId,
    version: z.int(),
    language,
    via,
    acceptedAt: answeredInstant,
    textSha256: z.string().meta({ description: 'SHA-256 of `text` in UTF-8, hexadecimal.' }),
    text: z.string().meta({ description: 'The exact text that was accepted.' }),
    createdBy: z.string(),
  })
  .meta({ id: 'PlanAcceptance' })

export const acceptorAnswer = z
  .strictObject({
    ...commonFields,
    affiliateId: answeredId,
    affiliateName: z.string(),
    version: z.int(),
    language,
    via,
    acceptedAt: answeredInstant,
    textSha256: z.string().meta({ description: 'SHA-256 of the accepted text in UTF-8, hexadecimal.' }),
  })
  .meta({ id: 'PlanAcceptor' })

export function presentAcceptor({ createdAt, ...acceptor }: PlanAcceptor): object {
  return { ...acceptor, createdTs: createdAt, updatedTs: createdAt }
}

export function presentAcceptance(acceptance: PlanAcceptance): object {
  return {
    id: acceptance.id,
    createdTs: acceptance.createdAt,
    updatedTs: acceptance.createdAt,
    affiliateId: acceptance.affiliateId,
    planId: acceptance.planId,
    version: acceptance.version,
    language: acceptance.language,
    via: acceptance.via,
    acceptedAt: acceptance.acceptedAt,
    textSha256: acceptance.textSha256,
    text: acceptance.text,
    createdBy: acceptance.createdBy,
  }
}
