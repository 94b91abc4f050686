import { randomBytes } from 'node:crypto'
import type { AppContext } from '../../app/context.ts'
import { build } from '../../db/database.ts'
import { ALL_PERMISSIONS } from '../../domain/access/permissions.ts'
import type { OperatorRole } from '../../domain/access/roles.ts'
import { openWords } from '../../domain/mail/mail.ts'
import { acceptInvitation } from '../../domain/operator-users/accept-invitation.ts'
import { createInvitation } from '../../domain/operator-users/invitation.ts'
import { COMMAND_LINE_ACTOR } from '../with-context.ts'
import type { DemoPlan } from './demo-plan.ts'

const COLLEAGUES: readonly { readonly name: string; readonly role: OperatorRole; readonly accepts: boolean }[] = [
  { name: 'Lena Brandt', role: 'manager', accepts: true },
  { name: 'Tomás Rivas', role: 'finance', accepts: true },
  { name: 'Ines Duarte', role: 'viewer', accepts: false },
]

/**
 * People beside the administrator, in the demo's program only, with passwords that nobody knows. Not where there is a mail server: their
 * addresses lead nowhere.
 */
export async function makeColleagues(context: AppContext, { program }: DemoPlan): Promise<void> {
  if (context.config.smtpUrl !== undefined) return
  for (const { name, role, accepts } of COLLEAGUES) {
    const email = `${name.split(' ')[0]?.toLowerCase().normalize('NFKD').replace(/\P{ASCII}/gu, '')}.${program.id.slice(-6)}@colleagues.example`
    const token = await inviteAs(context, program.id, email, role)
    if (accepts) await acceptInvitation(context, { network: '127.0.0.1', agent: null }, { token, name, password: randomBytes(24).toString('base64url'), locale: null })
  }
}

/** Answers what stands behind the sign of the mailed link. */
async function inviteAs({ db, clock, secretBox, config }: AppContext, programId: string, email: string, role: OperatorRole): Promise<string> {
  return await db.inProgram(programId, async (tx) => {
    const [program] = await tx.all(build.selectFrom('program').select('operator_id as operatorId').where('id', '=', programId))
    if (program === undefined) throw new Error('a demo without its program')
    const author = { programId, operatorId: program.operatorId, actor: COMMAND_LINE_ACTOR, userId: null, role: null, permissions: ALL_PERMISSIONS, now: clock.now(), secretBox, publicUrl: config.publicUrl }
    await createInvitation(tx, author, { email, role, programIds: [programId], locale: 'en' })
    const mail = await tx.first(build.selectFrom('mail').select(['id', 'sealed_words']).where('recipient', '=', email).orderBy('id', 'desc').limit(1))
    const link = openWords(secretBox, mail?.id ?? '', mail?.sealed_words ?? null)?.['link']
    return link?.split('#')[1] ?? ''
  })
}
