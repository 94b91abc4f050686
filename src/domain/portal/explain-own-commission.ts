import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { explainCommission } from '../commissions/explain-commission.ts'
import { type Because, type Explanation, fact } from '../commissions/explanation.ts'
import { readCommission } from '../commissions/list-commissions.ts'
import { deep } from '../commissions/reckoning/words/leaves.ts'
import type { Uuid } from '../ids.ts'
import { type PortalScope, requireOwner } from './require-owner.ts'

/**
 * Why one of an affiliate's lines is what it is: the operator's explanation, less what tells who a customer is, and less what another affiliate
 * did and earned with a customer that was given from one to the other. Throws `not_found`.
 */
export async function explainOwnCommission(tx: Tx, scope: PortalScope, commissionId: Uuid): Promise<Explanation> {
  requireOwner(await readCommission(tx, scope.programId, commissionId), scope)
  const explanation = await explainCommission(tx, scope.programId, commissionId, 'affiliate')
  const foreign = await readForeign(tx, scope, [...idsIn(explanation.because, 'transactionId'), ...idsIn(explanation.because, 'commissionId')])
  return foreign.size === 0 ? explanation : { ...explanation, because: explanation.because.map((node) => withoutForeign(node, foreign)) }
}

function idsIn(tree: readonly Because[], name: string): Uuid[] {
  return deep(tree, name).flatMap(({ value }) => (value.as === 'fact' && typeof value.fact === 'string' ? [value.fact] : []))
}

async function readForeign(tx: Tx, { programId, affiliateId }: PortalScope, ids: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.sql<{ id: Uuid }>({
    name: 'portal-foreign-evidence',
    text: `select id from transaction where program_id = $1 and id = any($3::uuid[]) and affiliate_id <> $2
           union all select id from commission where program_id = $1 and id = any($3::uuid[]) and affiliate_id <> $2`,
    values: [programId, affiliateId, arrayLiteral([...new Set(ids)])],
  })
  return new Set(rows.map(({ id }) => id))
}

/** What is another affiliate's stays as a node that says so: the sum above it is still made of as many. */
function withoutForeign(node: Because, foreign: ReadonlySet<Uuid>): Because {
  if (node.because === undefined) return node
  const isForeign = node.because.some(({ name, value }) => (name === 'transactionId' || name === 'commissionId') && value.as === 'fact' && foreign.has(String(value.fact)))
  if (isForeign) return { ...(node.value.as === 'fact' ? fact(node.name, null) : node), because: [fact('ofAnotherAffiliate', true)] }
  return { ...node, because: node.because.map((child) => withoutForeign(child, foreign)) }
}
