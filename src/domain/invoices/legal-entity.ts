import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** In whose name a program's invoices are issued. Numbers are its own, each kind without gaps. Rules: docs/invoices.md. */
export interface LegalEntity {
  readonly id: Uuid
  readonly name: string
  readonly address: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly taxId: string | null
  readonly prefix: string
  readonly firstInvoiceNumber: bigint
  readonly nextInvoiceNumber: bigint
  readonly firstCreditNoteNumber: bigint
  readonly nextCreditNoteNumber: bigint
  /** Who issues where a tax profile names nobody: one of a program. */
  readonly isDefault: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

export const ENTITY_CONFLICTS = { legal_entity_program_id_prefix_key: 'prefix' }

const SELECTED = `id, name, address, country, tax_id as "taxId", prefix, first_invoice_number as "firstInvoiceNumber", next_invoice_number as "nextInvoiceNumber",
  first_credit_note_number as "firstCreditNoteNumber", next_credit_note_number as "nextCreditNoteNumber", is_default as "isDefault",
  created_at as "createdAt", updated_at as "updatedAt"`

/** Throws `not_found`. */
export async function readLegalEntity(tx: Tx, programId: Uuid, id: Uuid): Promise<LegalEntity> {
  const [entity] = await tx.sql<LegalEntity>({ name: 'legal-entity', text: `select ${SELECTED} from legal_entity where program_id = $1 and id = $2`, values: [programId, id] })
  if (entity === undefined) throw new DomainError('not_found')
  return entity
}

/** Newest first. */
export function listLegalEntities(tx: Tx, { programId, afterId, limit }: { readonly programId: Uuid; readonly afterId: Uuid | null; readonly limit: number }): Promise<LegalEntity[]> {
  return tx.sql<LegalEntity>({
    text: `select ${SELECTED} from legal_entity where program_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    values: [programId, afterId, limit],
  })
}

/** The entities of a program, locked until the transaction ends: whoever numbers or changes them waits. In the order of their ids. */
export function lockLegalEntities(tx: Tx, programId: Uuid, ids: readonly Uuid[] | 'all'): Promise<LegalEntity[]> {
  return tx.sql<LegalEntity>({
    name: 'lock-legal-entities',
    text: `select ${SELECTED} from legal_entity where program_id = $1 and ($2::uuid[] is null or id = any($2)) order by id for update`,
    values: [programId, ids === 'all' ? null : ids],
  })
}

/** Who issues where nobody is named; undefined: the program has none yet. */
export async function readDefaultEntityId(tx: Tx, programId: Uuid): Promise<Uuid | undefined> {
  const [row] = await tx.sql<{ id: Uuid }>({ name: 'default-entity', text: 'select id from legal_entity where program_id = $1 and is_default', values: [programId] })
  return row?.id
}

/** Whether it has numbered anything. */
export function hasIssued({ firstInvoiceNumber, nextInvoiceNumber, firstCreditNoteNumber, nextCreditNoteNumber }: LegalEntity): boolean {
  return nextInvoiceNumber > firstInvoiceNumber || nextCreditNoteNumber > firstCreditNoteNumber
}
