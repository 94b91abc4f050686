import type { Command } from 'commander'
import { VERIFY_LIMITS } from '../db/database.ts'
import { recordAudit } from '../domain/access/record-audit.ts'
import { verifyBooks } from '../domain/ledger/verify-books.ts'
import { freezeRestoredPayouts } from '../domain/payouts/payout-freeze.ts'
import { formatInstant, parseInstant } from '../domain/time/instant.ts'
import { notifyLinkChange } from '../domain/tracking/notify-link-change.ts'
import { checkArchive, restore } from './archive/restore.ts'
import { count } from './describe.ts'
import { listPrograms } from './find-program.ts'
import { Refusal } from './refusal.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { verificationAnswer } from './verify.ts'
import { COMMAND_LINE_ACTOR, type CommandContext, withContext } from './with-context.ts'

/** `restore FILE`: what `backup` has written, into an empty database. */
export function addRestore(root: Command): void {
  const verb = addVerb(root, {
    usage: 'restore <file>',
    summary: 'bring a backup back, into an empty database',
    details: `Reads the whole archive and compares its checksums first, then restores all of it or nothing, then proves the books as verify does.
Payouts are frozen from then on: what was paid since the backup is not in it (docs/payouts.md).
Put the secret-key that belongs to the backup into DATA_DIR before (or set SECRET_KEY): click keys cannot be read without it.`,
    example: 'restore fairshare-2026-11-21.tar.gz',
  })
  whenCalled(verb, async ([file = '']) => {
    const manifest = await checkArchive(file)
    return await withContext(async (context) => {
      await restore(context.ownerUrl, file, manifest)
      const programs = await tellPrograms(context, manifest.madeAt)
      const rows = manifest.rowSets.reduce((sum, rowSet) => sum + rowSet.rows, 0)
      const verification = verificationAnswer(await verifyBooks(context.db, 'all'))
      const value = { file, madeAt: manifest.madeAt, programs, rows, verification: verification.value }
      const text = `${count(rows, 'row')} of ${count(programs, 'program')} restored, as of ${manifest.madeAt}\n${verification.text}`
      return { ...verification, value, text } satisfies Answer
    }, VERIFY_LIMITS)
  })
}

/** `restored AS-OF`: what `restore` tells programs, for a database that came back by other means. */
export function addRestored(root: Command): void {
  const verb = addVerb(root, {
    usage: 'restored <as-of>',
    summary: 'freeze payouts after the database was brought back by other means (pg_dump, WAL)',
    details: `Before the first server starts on it. "fairshare restore" does this by itself. Payouts are frozen until somebody has compared them with the bank
(docs/payouts.md): what was paid since is not in these books, and would be paid again.`,
    example: 'restored 2026-11-21T04:00:00Z',
  })
  whenCalled(verb, async ([text = '']) => {
    const asOf = parseInstant(text)
    if (asOf === null) throw new Refusal('invalid_request', `"${text}" is no instant such as 2026-11-21T04:00:00Z.`)
    return await withContext(async (context) => {
      const madeAt = formatInstant(asOf)
      const programs = await tellPrograms(context, madeAt)
      return { value: { madeAt, programs }, text: `Payouts of ${count(programs, 'program')} are frozen: the books are as of ${madeAt}\n` }
    })
  })
}

/**
 * Leaves a line in each program's audit: what happened between the backup and now is not in these books, and no money
 * goes out until somebody has looked. Redirects read their links anew.
 */
async function tellPrograms({ db, clock }: CommandContext, madeAt: string): Promise<number> {
  const programs = await listPrograms(db)
  for (const { id: programId } of programs) {
    await db.inProgram(programId, async (tx) => {
      const author = { programId, actor: COMMAND_LINE_ACTOR, now: clock.now() }
      await recordAudit(tx, { ...author, action: 'program.restored', subjectType: 'program', subjectId: programId, details: { madeAt } })
      await freezeRestoredPayouts(tx, clock, author, `restored from a backup of ${madeAt}`)
      await notifyLinkChange(tx, programId)
    })
  }
  return programs.length
}
