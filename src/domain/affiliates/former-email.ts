import { build, type Tx } from '../../db/database.ts'
import { foldEmail } from '../access/fold-email.ts'
import { newId, type Uuid } from '../ids.ts'

const DAY_MS = 86_400_000
/** How long the address before is told of what happens to an affiliate's money, and kept for that. */
const FORMER_EMAIL_DAYS = 7

/**
 * Keeps the address that an affiliate gives up. Whoever takes an account over changes it first, so that the affiliate would not hear of what
 * comes next; every address of the last days is kept, not only the latest.
 */
export async function keepFormerEmail(
  tx: Tx, { programId, now }: { readonly programId: Uuid; readonly now: Date }, { id, email }: { readonly id: Uuid; readonly email: string | null }, next: string | null | undefined,
): Promise<void> {
  if (next === undefined || email === null || foldEmail(email) === (next === null ? null : foldEmail(next))) return
  await tx.all(build.insertInto('former_email').values({ program_id: programId, id: newId(), affiliate_id: id, email, replaced_at: now }))
}

/** Whether there is an address before to be told too. */
export async function hasFormerEmail(tx: Tx, programId: Uuid, affiliateId: Uuid, now: Date): Promise<boolean> {
  const rows = await tx.sql({
    name: 'has-former-email', text: 'select 1 from former_email where program_id = $1 and affiliate_id = $2 and replaced_at > $3 limit 1', values: [programId, affiliateId, oldest(now)],
  })
  return rows.length > 0
}

/** The addresses before that are to be told too. */
export async function readFormerEmails(tx: Tx, programId: Uuid, affiliateId: Uuid, now: Date): Promise<string[]> {
  const rows = await tx.sql<{ email: string }>({
    name: 'former-emails', text: 'select distinct email from former_email where program_id = $1 and affiliate_id = $2 and replaced_at > $3', values: [programId, affiliateId, oldest(now)],
  })
  return rows.map(({ email }) => email)
}

/** Deletes the addresses that need not be told any more, at most `limit` of them. Answers how many it deleted. */
export function forgetFormerEmails(tx: Tx, { programId, now, limit }: { readonly programId: Uuid; readonly now: Date; readonly limit: number }): Promise<number> {
  return tx.count({
    name: 'forget-former-emails',
    text: `delete from former_email f using (select id from former_email where program_id = $1 and replaced_at <= $2 order by replaced_at limit $3) old
            where f.program_id = $1 and f.id = old.id`,
    values: [programId, oldest(now), limit],
  })
}

function oldest(now: Date): Date {
  return new Date(now.getTime() - FORMER_EMAIL_DAYS * DAY_MS)
}
