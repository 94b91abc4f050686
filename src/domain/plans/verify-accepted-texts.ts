import type { Tx } from '../../db/database.ts'
import type { Language } from '../commissions/explanation.ts'
import type { Uuid } from '../ids.ts'
import type { Finding, Law } from '../ledger/verify-law.ts'
import { pages } from '../ledger/verify-pages.ts'
import type { Program } from '../programs/read-program.ts'
import { hashText } from './accept-plan.ts'
import type { PlanVersion } from './commission-plan.ts'
import { contextFrom, type StoredContext, wordedVersion } from './text-context.ts'
import { plainText, planText, WORDING } from './words/plan-text.ts'

/** Laws of what affiliates have agreed to. */
export const ACCEPTANCE_LAWS: readonly Law[] = [{ law: 'accepted_texts', claim: 'every text that was accepted has its hash, and is what its version says', check: checkTexts }]

type TextRow = Omit<PlanVersion, 'id' | 'createdAt'> & {
  readonly id: Uuid
  readonly language: Language
  readonly sha256: string
  readonly context: StoredContext
  readonly wording: number
  readonly body: string
}

async function checkTexts(tx: Tx, program: Program): Promise<Finding> {
  const finding = { checked: 0n, offender: null as string | null }
  for await (const rows of pages<TextRow>(tx, TEXTS, [program.id])) {
    for (const row of rows) {
      finding.checked += 1n
      if (hashText(row.body) !== row.sha256 || !isWhatItsVersionSays(row, program)) finding.offender ??= `accepted text ${row.sha256} of plan ${row.planId}, version ${row.version}`
    }
  }
  return finding
}

/** A text of an earlier wording can only be proved by its hash. */
function isWhatItsVersionSays(row: TextRow, program: Program): boolean {
  return row.wording !== WORDING || plainText(planText(wordedVersion(row, program.currency), row.language, contextFrom(row.context, program))) === row.body
}

const TEXTS = `select t.plan_version_id as id, t.language, t.sha256, t.context, t.wording, t.body, v.plan_id as "planId", v.version, v.effective_from as "effectiveFrom",
    v.applies_to as "appliesTo", v.notice_days as "noticeDays", v.hold_days as "holdDays", v.components
  from plan_text t join commission_plan_version v on v.program_id = $1 and v.id = t.plan_version_id
 where t.program_id = $1`
