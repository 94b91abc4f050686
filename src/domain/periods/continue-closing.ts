import type { Uuid } from '../ids.ts'
import { advanceClosing, type ClosingDependencies } from './advance-closing.ts'

/** Steps beside each other while statements are written: PostgreSQL reads and hashes lines on as many processors. */
const WRITING_AT_ONCE = 2

/** A step of closing, or several where they can be taken at once. Answers whether another may find work at once. */
export async function continueClosing(dependencies: ClosingDependencies, programId: Uuid): Promise<boolean> {
  const steps = Array.from({ length: await stepsAtOnce(dependencies, programId) }, () => advanceClosing(dependencies, programId))
  return (await Promise.all(steps)).includes(true)
}

function stepsAtOnce({ db }: ClosingDependencies, programId: Uuid): Promise<number> {
  return db.inProgram(programId, async (tx) => {
    const [period] = await tx.sql<{ isWriting: boolean }>({
      name: 'closing-stage',
      text: `select exists (select from statement_draft d where d.program_id = $1 and d.period_name = p.name and d.statement_id is not null) as "isWriting"
               from period p where p.program_id = $1 and p.status = 'calculating' order by p.ends_at limit 1`,
      values: [programId],
    })
    if (period === undefined) return 0
    return period.isWriting ? WRITING_AT_ONCE : 1
  })
}
