import { z } from 'zod'
import type { Invitation } from '../../../domain/operator-users/invitation.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'
import { answeredProgramIds } from '../user/present-user.ts'
import { role } from '../user/user-fields.ts'

export const invitationAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    email: z.string(),
    role,
    programIds: answeredProgramIds,
    status: z.enum(['open', 'accepted', 'withdrawn', 'expired']),
    expiresTs: answeredInstant,
    createdBy: z.string(),
  })
  .meta({ id: 'Invitation' })

export function presentInvitation(invitation: Invitation, now: Date): object {
  const { id, createdAt, email, role: given, programIds, expiresAt, invitedBy } = invitation
  return { id, createdTs: createdAt, email, role: given, programIds, status: statusOf(invitation, now), expiresTs: expiresAt, createdBy: invitedBy }
}

function statusOf({ acceptedAt, withdrawnAt, expiresAt }: Invitation, now: Date): string {
  if (acceptedAt !== null) return 'accepted'
  if (withdrawnAt !== null) return 'withdrawn'
  return expiresAt > now ? 'open' : 'expired'
}
