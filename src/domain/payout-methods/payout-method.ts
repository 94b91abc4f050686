import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { PayoutMethodKind } from './payout-details.ts'

/** Where an affiliate wants to be paid. Its details never change: a change is another method that replaces it. Rules: docs/payout-methods.md. */
export interface PayoutMethod {
  readonly programId: Uuid
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly kind: PayoutMethodKind
  /** What it is paid in. */
  readonly currency: string
  readonly label: string | null
  /** What may be seen of the details: `DE89 … 3000`. Empty: erased. */
  readonly hint: string
  /** For `openDetails`. Null: erased. */
  readonly sealedDetails: Buffer | null
  readonly isDefault: boolean
  readonly replacesId: Uuid | null
  /** Nothing is paid to it before; by the program's clock. */
  readonly heldUntil: Date | null
  readonly archivedAt: Date | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** With how many other affiliates of the program have, or had, a method with the same account. */
export type ListedPayoutMethod = PayoutMethod & { readonly sharedWith: number }

export interface PayoutMethodFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  readonly kind?: PayoutMethodKind | undefined
  /** Without it those that are not archived. */
  readonly status?: 'active' | 'archived' | undefined
}

const COLUMNS = `m.program_id as "programId", m.id, m.affiliate_id as "affiliateId", m.kind, m.currency, m.label, m.hint, m.sealed_details as "sealedDetails",
    m.is_default as "isDefault", m.replaces_id as "replacesId", m.held_until as "heldUntil", m.archived_at as "archivedAt", m.created_by as "createdBy",
    m.created_at as "createdAt", m.updated_at as "updatedAt"`

const SHARED_WITH = `(select count(distinct o.affiliate_id)::integer from payout_method o
    where o.program_id = $1 and o.fingerprint = m.fingerprint and o.affiliate_id <> m.affiliate_id) as "sharedWith"`

/** Of each of these affiliates the method that it is paid by: its default. Who is missing has none. Held ones are there, see `holdOf`. */
export async function readPayableMethods(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<Map<Uuid, PayoutMethod>> {
  const methods = await tx.sql<PayoutMethod>({
    name: 'payable-methods',
    text: `select ${COLUMNS} from payout_method m where m.program_id = $1 and m.affiliate_id = any($2::uuid[]) and m.is_default`,
    values: [programId, affiliateIds],
  })
  return new Map(methods.map((method) => [method.affiliateId, method]))
}

/** One method, archived or not. Throws `not_found`. */
export async function readPayoutMethod(tx: Tx, programId: Uuid, id: Uuid): Promise<ListedPayoutMethod> {
  const [method] = await tx.sql<ListedPayoutMethod>({
    name: 'payout-method', text: `select ${COLUMNS}, ${SHARED_WITH} from payout_method m where m.program_id = $1 and m.id = $2`, values: [programId, id],
  })
  if (method === undefined) throw new DomainError('not_found')
  return method
}

/** Newest first. */
export function listPayoutMethods(tx: Tx, { programId, afterId, limit, affiliateId, kind, status }: PayoutMethodFilter): Promise<ListedPayoutMethod[]> {
  const values: unknown[] = [programId]
  const conditions = [status === 'archived' ? 'and m.archived_at is not null' : 'and m.archived_at is null']
  const add = (comparison: string, value: unknown) => {
    if (value !== undefined && value !== null) conditions.push(`and ${comparison} $${values.push(value)}`)
  }
  add('m.id <', afterId)
  add('m.affiliate_id =', affiliateId)
  add('m.kind =', kind)
  return tx.sql<ListedPayoutMethod>({
    text: `select ${COLUMNS}, ${SHARED_WITH} from payout_method m where m.program_id = $1 ${conditions.join(' ')} order by m.id desc limit $${values.push(limit)}`,
    values,
  })
}
