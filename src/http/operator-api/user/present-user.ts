import { z } from 'zod'
import { MAIL_LOCALES } from '../../../domain/mail/mail-template.ts'
import type { OperatorUser } from '../../../domain/operator-users/operator-user.ts'
import { answeredId, answeredInstant, commonFields } from '../../plumbing/fields.ts'
import { role } from './user-fields.ts'

export const answeredProgramIds = z.array(answeredId).nullable().meta({ description: 'Null: every program of the operator.' })

export const userAnswer = z
  .strictObject({
    ...commonFields,
    name: z.string().meta({ description: 'Empty until they said it.' }),
    email: z.string(),
    role,
    programIds: answeredProgramIds,
    language: z.enum(MAIL_LOCALES).nullable(),
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean().meta({ description: 'An authenticator app or a passkey.' }),
    lastSeenTs: answeredInstant.nullable().meta({ description: 'To the minute.' }),
    isDisabled: z.boolean(),
  })
  .meta({ id: 'User' })

export function presentUser({ id, name, email, role: own, programIds, locale, hasPassword, hasSecondFactor, lastSeenAt, disabledAt, createdAt, updatedAt }: OperatorUser): object {
  return { id, createdTs: createdAt, updatedTs: updatedAt, name, email, role: own, programIds, language: locale, hasPassword, hasSecondFactor, lastSeenTs: lastSeenAt, isDisabled: disabledAt !== null }
}
