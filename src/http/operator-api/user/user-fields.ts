import { z } from 'zod'
import { OPERATOR_ROLES } from '../../../domain/access/roles.ts'
import { idField } from '../../plumbing/fields.ts'

const MOST_PROGRAMS = 1_000

export const role = z.enum(OPERATOR_ROLES).meta({ description: 'From the most to the least; what each may do is in the guide to people.', examples: ['viewer'] })

export const programIds = z.array(idField).min(1).max(MOST_PROGRAMS).nullable().meta({ description: 'Programs of yours. Null: all of them, those to come as well; owners have no other.' })

export const changedUserBody = z
  .strictObject({ role: role.optional(), programIds: programIds.optional(), isDisabled: z.boolean().optional().meta({ description: 'Ends all sessions at once, and no sign-in works.' }) })
  .meta({ id: 'UserChange', examples: [{ role: 'viewer' }] })
