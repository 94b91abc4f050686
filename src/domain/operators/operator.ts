import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { Uuid } from '../ids.ts'

export type BillingPlan = 'starter' | 'pro' | 'premium'

/** The company that runs programs. */
export interface Operator {
  readonly id: Uuid
  readonly name: string
  readonly billingPlan: BillingPlan
  readonly createdAt: Date
  readonly updatedAt: Date
}

export async function readOperator(tx: Tx, id: Uuid): Promise<Operator> {
  const operator = await tx.first(
    build
      .selectFrom('operator')
      .where('id', '=', id)
      .select(['id', 'name', 'billing_plan as billingPlan', 'created_at as createdAt', 'updated_at as updatedAt']),
  )
  if (operator === undefined) throw new Error('a credential without its operator')
  return operator
}

/** Changes the operator's billing plan, for all its programs; told in the audit of the program that asked. */
export async function changeOperator(tx: Tx, author: Author, id: Uuid, change: { readonly billingPlan?: BillingPlan | undefined }): Promise<Operator> {
  await tx.all(build.updateTable('operator').set({ billing_plan: change.billingPlan, updated_at: author.now }).where('id', '=', id))
  await recordAudit(tx, { ...author, action: 'operator.changed', subjectType: 'operator', subjectId: id, details: change })
  return readOperator(tx, id)
}
