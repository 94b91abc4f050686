import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { type MailDesk, mailFromPortal } from './portal-mail.ts'

/** Tells affiliates that they were let in: their owners, or the address of who has not signed in yet. */
export async function tellApproved(tx: Tx, desk: MailDesk, { programId, now }: { readonly programId: Uuid; readonly now: Date }, affiliateIds: readonly Uuid[]): Promise<void> {
  const contacts = await tx.sql<{ email: string; language: string | null }>({
    text: `select u.email, u.language from affiliate_user u
            where u.program_id = $1 and u.affiliate_id = any($2::uuid[]) and u.role = 'owner' and u.disabled_at is null
           union all
           select a.email, null from affiliate a
            where a.program_id = $1 and a.id = any($2::uuid[]) and a.email is not null
              and not exists (select from affiliate_user u where u.program_id = $1 and u.affiliate_id = a.id and u.role = 'owner')`,
    values: [programId, arrayLiteral(affiliateIds)],
  })
  for (const { email, language } of contacts) {
    await mailFromPortal(tx, desk, { programId, to: email, language, template: 'affiliate-approved', now, words: ({ title, address }) => ({ program: title, link: `${address}/sign-in` }) })
  }
}
