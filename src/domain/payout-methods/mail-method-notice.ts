import type { Tx } from '../../db/database.ts'
import { type MailDesk, mailFromPortal } from '../affiliate-users/portal-mail.ts'
import { readFormerEmails } from '../affiliates/former-email.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import type { PayoutMethod } from './payout-method.ts'

interface Contact {
  readonly email: string
  readonly language: string | null
}

/**
 * Tells everybody whom it concerns at once where an affiliate's money goes from now on: its contact, its owners, and the addresses before, for whoever takes an
 * account over changes those first.
 */
export async function mailMethodNotice(
  tx: Tx, { actor, ...desk }: MailDesk & { readonly actor: string }, method: PayoutMethod, { isEnd, wallNow }: { readonly isEnd: boolean; readonly wallNow: Date },
): Promise<void> {
  const { programId, affiliateId, kind, hint, heldUntil } = method
  const { time_zone: timeZone } = await ownProgram(tx, programId)
  const [affiliate] = await tx.sql<{ name: string }>({ text: 'select name from affiliate where program_id = $1 and id = $2', values: [programId, affiliateId] })
  const user = await nameOf(tx, programId, actor)
  for (const { email: to, language } of await readContacts(tx, programId, affiliateId, wallNow)) {
    const common = { programId, to, language, now: wallNow }
    const said = (place: { title: string; address: string }) => ({
      program: place.title, affiliate: affiliate?.name ?? '', method: `${kind} ${hint}`.trim(), who: user ?? place.title, link: `${place.address}/payout-methods`,
    })
    if (isEnd) await mailFromPortal(tx, desk, { ...common, template: 'payout-method-removed', words: said })
    else {
      await mailFromPortal(tx, desk, {
        ...common, template: 'payout-method-changed', words: (place) => ({ ...said(place), until: momentIn(heldUntil ?? wallNow, place.language, timeZone) }),
      })
    }
  }
}

async function readContacts(tx: Tx, programId: Uuid, affiliateId: Uuid, now: Date): Promise<Contact[]> {
  const current = await tx.sql<Contact>({
    text: `select distinct on (folded) email, language from (
             select u.email, u.email_folded as folded, u.language from affiliate_user u where u.program_id = $1 and u.affiliate_id = $2 and u.role = 'owner' and u.disabled_at is null
             union all select a.email, a.email_folded, null from affiliate a where a.program_id = $1 and a.id = $2 and a.email is not null) contact
           order by folded, language nulls last`,
    values: [programId, affiliateId],
  })
  const former = await readFormerEmails(tx, programId, affiliateId, now)
  return [...current, ...former.map((email) => ({ email, language: null }))]
}

/** Null: an operator's people, who are called by the name of their program. */
async function nameOf(tx: Tx, programId: Uuid, actor: string): Promise<string | null> {
  const id = /^affiliate-user:(.+)$/.exec(actor)?.[1]
  if (id === undefined) return null
  const [user] = await tx.sql<{ name: string }>({ text: 'select name from affiliate_user where program_id = $1 and id = $2', values: [programId, id] })
  return user?.name ?? null
}

function momentIn(at: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)
}
