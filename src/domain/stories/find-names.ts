import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { isUuid, type Uuid } from '../ids.ts'

/** Everything of a program that a name may mean. */
export interface FoundNames {
  readonly customerIds: readonly Uuid[]
  readonly transactionIds: readonly Uuid[]
}

/**
 * What a name means: an id of ours, a transaction's externalId, an order, or the operator's id of a customer. A transaction comes with those
 * that had its place before and after, and with its refunds.
 */
export async function findNames(tx: Tx, programId: Uuid, about: string): Promise<FoundNames> {
  const id = isUuid(about) ? about : null
  const customers = await tx.sql<{ id: Uuid }>({
    name: 'story-customers',
    text: `select id from customer where program_id = $1 and (brand_id = any(array(select id from brand where program_id = $1)) and external_id = $2)
           union select id from customer where program_id = $1 and id = $3`,
    values: [programId, about, id],
  })
  const transactions = await tx.sql<{ id: Uuid }>({
    name: 'story-transactions',
    text: `select k.transaction_id as id from brand b join transaction_key k on k.program_id = $1 and k.brand_id = b.id and k.external_id = $2
            where b.program_id = $1 and k.transaction_id is not null
           union select c.id from brand b join transaction c on c.program_id = $1 and c.brand_id = b.id and c.external_id = $2
            where b.program_id = $1 and not c.is_verified and c.applied_sequence is null
           union select t.id from transaction t where t.program_id = $1 and t.id = $3`,
    values: [programId, about, id],
  })
  return { customerIds: customers.map((row) => row.id), transactionIds: await withRelatives(tx, programId, transactions.map((row) => row.id)) }
}

/** Steps from a transaction to its relatives: a customer is given away a hundred times at most, and each step finds both ways. */
const STEPS_MAX = 200

async function withRelatives(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Uuid[]> {
  const known = new Set(ids)
  let fresh = [...known]
  for (let step = 0; fresh.length > 0 && step < STEPS_MAX; step += 1) {
    const rows = await tx.sql<{ id: Uuid }>({
      name: 'story-relatives',
      text: `select t.id from transaction t where t.program_id = $1 and t.replaces_id = any($2::uuid[])
             union select t.replaces_id from transaction t where t.program_id = $1 and t.id = any($2::uuid[]) and t.replaces_id is not null
             union select t.id from transaction t where t.program_id = $1 and t.related_transaction_id = any($2::uuid[])`,
      values: [programId, arrayLiteral(fresh)],
    })
    fresh = rows.flatMap(({ id }) => (known.has(id) ? [] : [id]))
    for (const id of fresh) known.add(id)
  }
  return [...known]
}
