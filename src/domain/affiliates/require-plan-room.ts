import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { BillingPlan } from '../operators/operator.ts'

/** Affiliates of one program, by its operator's plan. */
const AFFILIATES_PER_PROGRAM: Readonly<Record<BillingPlan, number | null>> = { starter: 50, pro: 500, premium: null }

/**
 * Makes sure that the operator's plan allows one affiliate more. Whatever their status they count; the organic one, archived ones and
 * erased ones do not. Call it with `lockAffiliates`. Throws `affiliate_limit_reached`.
 */
export async function requirePlanRoom(tx: Tx, program: { readonly id: Uuid; readonly operator_id: Uuid }): Promise<void> {
  const plan = await readBillingPlan(tx, program.operator_id)
  const limit = AFFILIATES_PER_PROGRAM[plan]
  if (limit === null) return
  const count = await countAffiliates(tx, program.id)
  if (count < limit) return
  throw new DomainError('affiliate_limit_reached', {
    message: `Affiliate limit exceeded: Affiliate limit reached for ${plan} plan. Current: ${count}/${limit}`,
  })
}

async function readBillingPlan(tx: Tx, operatorId: Uuid): Promise<BillingPlan> {
  const [row] = await tx.sql<{ billing_plan: BillingPlan }>({ name: 'billing-plan', text: 'select billing_plan from operator where id = $1', values: [operatorId] })
  if (row === undefined) throw new Error('a program without its operator')
  return row.billing_plan
}

async function countAffiliates(tx: Tx, programId: Uuid): Promise<number> {
  const [row] = await tx.sql<{ count: number }>({
    name: 'count-affiliates',
    text: `select count(*)::int as count from affiliate where program_id = $1 and not is_organic and status <> 'archived'`,
    values: [programId],
  })
  return row?.count ?? 0
}
