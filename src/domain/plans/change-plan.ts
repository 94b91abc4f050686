import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { type CommissionPlan, readPlan } from './commission-plan.ts'

/** Renames a plan. Its rules change by a new version only. Throws `not_found`. */
export async function changePlan(tx: Tx, author: Author, id: Uuid, change: { readonly name?: string | undefined }): Promise<CommissionPlan> {
  const { programId, now } = author
  await readPlan(tx, programId, id)
  await tx.all(build.updateTable('commission_plan').set({ name: change.name, updated_at: now }).where('program_id', '=', programId).where('id', '=', id))
  await recordAudit(tx, { ...author, action: 'commission_plan.changed', subjectType: 'commission_plan', subjectId: id, details: change })
  return readPlan(tx, programId, id)
}

/** Archives a plan. Customers pinned to it keep it. Throws `not_found`, and `in_use` while new customers could still get it. */
export async function archivePlan(tx: Tx, author: Author, id: Uuid): Promise<void> {
  const { programId, now } = author
  await readPlan(tx, programId, id)
  const program = await ownProgram(tx, programId)
  const assignment = await tx.first(
    build
      .selectFrom('plan_assignment')
      .select('id')
      .where('program_id', '=', programId)
      .where('plan_id', '=', id)
      .where((is) => is.or([is('effective_until', 'is', null), is('effective_until', '>', now)]))
      .limit(1),
  )
  if (program.default_plan_id === id) throw new DomainError('in_use', { message: "The plan is the program's default." })
  if (assignment !== undefined) throw new DomainError('in_use', { message: 'The plan is assigned; end its assignments first.' })
  await tx.all(build.updateTable('commission_plan').set({ status: 'archived', updated_at: now }).where('program_id', '=', programId).where('id', '=', id))
  await recordAudit(tx, { ...author, action: 'commission_plan.archived', subjectType: 'commission_plan', subjectId: id })
}
