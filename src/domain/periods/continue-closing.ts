import type { Uuid } from '../ids.ts'
import { advanceClosing, type ClosingDependencies } from './advance-closing.ts'

/** Rows of steps beside each other while statements are written: PostgreSQL reads and hashes lines on as many processors. */
const WRITING_AT_ONCE = 2
/** Steps of a row: none waits for those beside it. */
const STEPS_IN_A_ROW = 4

/** A step of closing, or several where they can be taken at once. Answers whether another may find work at once. */
export async function continueClosing(dependencies: ClosingDependencies, programId: Uuid): Promise<boolean> {
  const stage = await readStage(dependencies, programId)
  if (stage === undefined) return false
  if (!stage.isWriting) return advanceClosing(dependencies, programId)
  const found = await Promise.all(Array.from({ length: WRITING_AT_ONCE }, () => advanceInARow(dependencies, programId)))
  return found.includes(true)
}

/** Answers whether another step may find work after the last of these. */
async function advanceInARow(dependencies: ClosingDependencies, programId: Uuid): Promise<boolean> {
  for (let step = 1; await advanceClosing(dependencies, programId); step += 1) if (step === STEPS_IN_A_ROW) return true
  return false
}

function readStage({ db }: ClosingDependencies, programId: Uuid): Promise<{ readonly isWriting: boolean } | undefined> {
  return db.inProgram(programId, async (tx) => {
    const [period] = await tx.sql<{ isWriting: boolean }>({
      name: 'closing-stage',
      text: `select exists (select from statement_draft d where d.program_id = $1 and d.period_name = p.name and d.statement_id is not null) as "isWriting"
               from period p where p.program_id = $1 and p.status = 'calculating' order by p.ends_at limit 1`,
      values: [programId],
    })
    return period
  })
}
