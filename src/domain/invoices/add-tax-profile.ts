import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { ratePpmFromText } from '../money/rates.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { requireOwn } from '../programs/require-own.ts'
import { readDefaultEntityId } from './legal-entity.ts'
import { requireTaxId } from './require-tax-id.ts'
import { type Invoicing, readTaxProfile, type TaxProfile } from './tax-profile.ts'

export interface NewTaxProfile {
  readonly affiliateId: Uuid
  readonly legalName: string
  readonly address: string
  readonly country: string
  readonly taxId?: string | null | undefined
  /** Percent as decimal text; 0 unless given. */
  readonly vatRate?: string | undefined
  readonly reverseCharge?: boolean | undefined
  readonly withholdingRate?: string | undefined
  readonly invoicing: Invoicing
  readonly legalEntityId?: Uuid | null | undefined
}

/** Who they are stays out of the audit, which can forget nothing. */
const PERSONAL_FIELDS: ReadonlySet<string> = new Set(['legalName', 'address', 'country', 'taxId'])

/**
 * Adds a version of an affiliate's tax profile; it holds from now on, for the periods that are cut later. Throws `affiliate_unknown`,
 * `legal_entity_unknown`, `legal_entity_required` (self-billed, and nobody to issue) and `invalid_request` (taxId).
 */
export async function addTaxProfile(tx: Tx, clock: Clock, author: Omit<Author, 'now'>, input: NewTaxProfile): Promise<TaxProfile> {
  const { programId, actor } = author
  const now = programNow(await ownProgram(tx, programId), clock)
  const taxId = requireTaxId(input.taxId ?? null, input.country)
  await requirePayee(tx, programId, input.affiliateId)
  await requireEntity(tx, programId, input)
  const id: Uuid = newId()
  await tx.all(
    build.insertInto('tax_profile').values({
      program_id: programId, id, affiliate_id: input.affiliateId, legal_name: input.legalName, address: input.address, country: input.country, tax_id: taxId,
      vat_rate_ppm: ratePpm(input.vatRate), reverse_charge: input.reverseCharge ?? false, withholding_rate_ppm: ratePpm(input.withholdingRate),
      invoicing: input.invoicing, legal_entity_id: input.legalEntityId ?? null, created_by: actor, recorded_at: now,
    }),
  )
  const subject = { programId, subjectType: 'tax_profile', subjectId: id, now }
  await recordAudit(tx, { ...subject, actor, action: 'tax_profile.added', details: withoutPersonalValues(input, PERSONAL_FIELDS) })
  await recordEvent(tx, { ...subject, kind: 'tax_profile.changed', affiliateId: input.affiliateId, payload: { invoicing: input.invoicing } })
  return readTaxProfile(tx, programId, id)
}

function ratePpm(text: string | undefined): bigint {
  return ratePpmFromText(text ?? '0') ?? 0n
}

/** Not the organic affiliate: it is the program's own. */
async function requirePayee(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<void> {
  await requireOwn(tx, programId, 'affiliate', affiliateId, 'affiliate_unknown', 'affiliateId')
  const [organic] = await tx.sql({ text: 'select id from affiliate where program_id = $1 and id = $2 and is_organic', values: [programId, affiliateId] })
  if (organic !== undefined) throw unknown('affiliate_unknown', 'affiliateId')
}

async function requireEntity(tx: Tx, programId: Uuid, { legalEntityId, invoicing }: NewTaxProfile): Promise<void> {
  if (legalEntityId !== null && legalEntityId !== undefined) {
    const [entity] = await tx.sql({ text: 'select id from legal_entity where program_id = $1 and id = $2 for key share', values: [programId, legalEntityId] })
    if (entity === undefined) throw unknown('legal_entity_unknown', 'legalEntityId')
  } else if (invoicing === 'self_billed' && (await readDefaultEntityId(tx, programId)) === undefined) {
    throw new DomainError('legal_entity_required')
  }
}

function unknown(code: 'affiliate_unknown' | 'legal_entity_unknown', path: string): DomainError {
  return new DomainError(code, { errors: [{ path, code, message: 'There is no such object.' }] })
}
