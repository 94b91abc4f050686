import { hash } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** By what an accepted text is known afterwards. */
export function hashTerms(text: string): string {
  return hash('sha256', text)
}

/**
 * Makes sure that a program takes applications, and that who applies has agreed to its terms as they are now. Throws `permission_denied` and
 * `invalid_request` (termsSha256).
 */
export async function requireSignUp(tx: Tx, programId: Uuid, termsSha256: string | undefined): Promise<void> {
  const [row] = await tx.sql<{ isOpen: boolean; terms: string | null }>({
    text: `select p.self_sign_up and p.status = 'active' as "isOpen", s.terms from program p left join program_portal s on s.program_id = p.id where p.id = $1`, values: [programId],
  })
  if (row?.isOpen !== true) throw new DomainError('permission_denied', { message: 'This program takes no applications here.' })
  if (row.terms === null || hashTerms(row.terms) === termsSha256) return
  throw new DomainError('invalid_request', { errors: [{ path: 'termsSha256', code: 'terms_not_accepted', message: 'Applying takes agreement to the terms as they are now.' }] })
}
