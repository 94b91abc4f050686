import type { Command } from 'commander'
import { VERIFY_LIMITS } from '../db/database.ts'
import { type Verification, type VerifiedLaw, verifyBooks } from '../domain/ledger/verify-books.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

/** `verify`: proves the books by working everything out anew. */
export function addVerify(root: Command): void {
  const verb = takesProgram(
    addVerb(root, {
      usage: 'verify',
      summary: 'prove the books: work out every law anew from the rows',
      details: 'Of all programs, or of one. One line per law with what was checked; exit code 1 and the first offender if one does not hold.',
      example: 'verify --program BetTest',
    }),
  )
  whenCalled<ProgramOption>(verb, (_, { program: named }) =>
    withContext(async ({ db }) => {
      const programId = named === undefined ? 'all' : (await findProgram(db, named)).id
      return verificationAnswer(await verifyBooks(db, programId))
    }, VERIFY_LIMITS),
  )
}

/** What a verification says. */
export function verificationAnswer({ laws }: Verification): Answer {
  const isRefusal = laws.some(({ offender }) => offender !== null)
  const value = { ok: !isRefusal, laws: laws.map((law) => ({ law: law.law, claim: law.claim, checked: Number(law.checked), ok: law.offender === null, offender: law.offender })) }
  return { value, text: laws.map(describe).join(''), isRefusal }
}

const LAW_WIDTH = 24
const COUNT_WIDTH = 12

function describe({ law, claim, checked, offender }: VerifiedLaw): string {
  const line = `${law.padEnd(LAW_WIDTH)}  ${checked.toLocaleString('en').padStart(COUNT_WIDTH)} checked`
  return offender === null ? `ok      ${line}  ${claim}\n` : `BROKEN  ${line}  ${claim}\n        first offender: ${offender}\n`
}
