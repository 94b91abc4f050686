import { z } from 'zod'
import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../../domain/ids.ts'

/** What an affiliate is called now, beside its id: in lists and where one thing is read, not in answers to writes. */
export const affiliateName = z.string().optional().meta({ description: 'In lists and where one is read.' })

/** Adds to answers what their affiliates are called, with one look for all of them. */
export async function nameAffiliates<Answer extends object>(tx: Tx, programId: Uuid, answers: readonly Answer[]): Promise<readonly Answer[]> {
  const ids = new Set(answers.flatMap((answer) => ('affiliateId' in answer && typeof answer.affiliateId === 'string' ? [answer.affiliateId] : [])))
  const rows = await tx.sql<{ id: string; name: string }>({
    name: 'affiliate-names', text: 'select id, name from affiliate where program_id = $1 and id = any($2::uuid[])', values: [programId, [...ids]],
  })
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return answers.map((answer) => ('affiliateId' in answer ? { ...answer, affiliateName: names.get(String(answer.affiliateId)) } : answer))
}

/** As `nameAffiliates`, for one. */
export async function nameAffiliate<Answer extends object>(tx: Tx, programId: Uuid, answer: Answer): Promise<Answer> {
  const [named = answer] = await nameAffiliates(tx, programId, [answer])
  return named
}
