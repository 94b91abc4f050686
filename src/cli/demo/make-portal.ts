import { randomBytes } from 'node:crypto'
import type { AppContext } from '../../app/context.ts'
import type { Tx } from '../../db/database.ts'
import { hashPassword } from '../../domain/access/hash-password.ts'
import type { Author } from '../../domain/access/author.ts'
import { createAffiliateKey } from '../../domain/affiliate-users/affiliate-key.ts'
import { acceptInvitation, inviteUser } from '../../domain/affiliate-users/invite-user.ts'
import type { MailDesk } from '../../domain/affiliate-users/portal-mail.ts'
import type { PortalRole } from '../../domain/affiliate-users/portal-role.ts'
import type { Uuid } from '../../domain/ids.ts'
import { openWords } from '../../domain/mail/mail.ts'
import { changePortalSettings } from '../../domain/portal-sites/portal-settings.ts'
import { COMMAND_LINE_ACTOR } from '../with-context.ts'
import type { DemoPlan } from './demo-plan.ts'
import { readBestEarner } from './read-best-earner.ts'

const TEAM: readonly { readonly name: string; readonly role: PortalRole; readonly accepts: boolean }[] = [
  { name: 'Noa Lindqvist', role: 'owner', accepts: true },
  { name: 'Pavel Horak', role: 'member', accepts: true },
  { name: 'Rui Teixeira', role: 'viewer', accepts: false },
]

const INTRODUCTION = 'Send visitors to brands they like, and see every commission explained to the cent: what it was computed from, when it is payable, and what paid nothing and why.'

const TERMS = `1. You promote our brands honestly: no spam, no bids on their names, no promises that they do not make.
2. You are paid by the plan that you were shown. A change for the worse is announced before it holds.
3. What you have earned stays yours when you leave.
4. We give no personal data of customers to you, and you give none of them to others.`

/** The portal's looks and terms, and the team of the affiliate that earned most, with passwords that nobody knows. */
export async function makePortal(context: AppContext, { program }: DemoPlan): Promise<void> {
  const { db, clock, secretBox, config } = context
  const passwordHash = await hashPassword(randomBytes(24).toString('base64url'))
  const best = await readBestEarner(context, program.id)
  await db.inProgram(program.id, async (tx) => {
    const author: Author = { programId: program.id, actor: COMMAND_LINE_ACTOR, now: clock.now() }
    const change = { introduction: INTRODUCTION, terms: TERMS, supportEmail: 'partners@lucky-harbor.example', selfSignUp: true }
    await changePortalSettings(tx, author, change, new URL(config.publicUrl).hostname)
    // Their addresses lead nowhere.
    if (config.smtpUrl !== undefined) return
    if (best === undefined) return
    for (const person of TEAM) await addPerson(tx, { secretBox, publicUrl: config.publicUrl }, author, best, { ...person, passwordHash })
    await createAffiliateKey(tx, author, best, { name: 'Spreadsheet of the month', access: 'read' })
  })
}

async function addPerson(
  tx: Tx, desk: MailDesk, author: Author, affiliateId: Uuid, { name, role, accepts, passwordHash }: { name: string; role: PortalRole; accepts: boolean; passwordHash: string },
): Promise<void> {
  const email = `${name.split(' ')[0]?.toLowerCase()}@affiliate-team.example`
  await inviteUser(tx, desk, author, affiliateId, { email, role, mayChangePayouts: false, inviter: TEAM[0]?.name ?? '' })
  if (!accepts) return
  const [mail] = await tx.sql<{ id: Uuid; sealed: Buffer }>({
    text: 'select id, sealed_words as sealed from mail where program_id = $1 and recipient = $2 order by id desc limit 1', values: [author.programId, email],
  })
  const token = openWords(desk.secretBox, mail?.id ?? '', mail?.sealed ?? null)?.['link']?.split('#token=')[1] ?? ''
  await acceptInvitation(tx, author, { token, name, passwordHash })
}
