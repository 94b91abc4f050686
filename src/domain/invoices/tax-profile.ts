import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { RatePpm } from '../money/rates.ts'

export const INVOICING = ['self_billed', 'uploaded', 'none'] as const
/** Who writes an affiliate's invoices: the program, in its name; the affiliate, who sends them; nobody. */
export type Invoicing = (typeof INVOICING)[number]

/** What an affiliate is for the tax, in one of its versions. The latest at a moment holds. Rules: docs/invoices.md. */
export interface TaxProfile {
  readonly id: Uuid
  readonly affiliateId: Uuid
  /** Null, like address, country and tax id: the affiliate was erased. */
  readonly legalName: string | null
  readonly address: string | null
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null
  readonly taxId: string | null
  readonly vatRatePpm: RatePpm
  readonly reverseCharge: boolean
  readonly withholdingRatePpm: RatePpm
  readonly invoicing: Invoicing
  /** Who issues its self-billed invoices; null: the program's default. */
  readonly legalEntityId: Uuid | null
  readonly createdBy: string
  readonly recordedAt: Date
}

const SELECTED = `p.id, p.affiliate_id as "affiliateId", p.legal_name as "legalName", p.address, p.country, p.tax_id as "taxId",
  p.vat_rate_ppm as "vatRatePpm", p.reverse_charge as "reverseCharge", p.withholding_rate_ppm as "withholdingRatePpm", p.invoicing,
  p.legal_entity_id as "legalEntityId", p.created_by as "createdBy", p.recorded_at as "recordedAt"`

/**
 * The versions that held at a moment of the program's clock, by affiliate; those without one are not in it. A statement is taxed by what
 * held when its period was cut (`period.cut_at`): whatever is changed during the review counts from the next one.
 */
export async function readTaxProfiles(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[], at: Date): Promise<Map<Uuid, TaxProfile>> {
  if (affiliateIds.length === 0) return new Map()
  const profiles = await tx.sql<TaxProfile>({
    name: 'tax-profiles',
    text: `select distinct on (p.affiliate_id) ${SELECTED}
             from tax_profile p
            where p.program_id = $1 and p.affiliate_id = any($2::uuid[]) and p.recorded_at <= $3
            order by p.affiliate_id, p.recorded_at desc, p.id desc`,
    values: [programId, affiliateIds, at],
  })
  return new Map(profiles.map((profile) => [profile.affiliateId, profile]))
}

/** All versions up to a moment, by affiliate, the latest first. */
export async function readTaxProfileVersions(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[], at: Date): Promise<Map<Uuid, TaxProfile[]>> {
  if (affiliateIds.length === 0) return new Map()
  const profiles = await tx.sql<TaxProfile>({
    name: 'tax-profile-versions',
    text: `select ${SELECTED} from tax_profile p
            where p.program_id = $1 and p.affiliate_id = any($2::uuid[]) and p.recorded_at <= $3 order by p.recorded_at desc, p.id desc`,
    values: [programId, affiliateIds, at],
  })
  return Map.groupBy(profiles, ({ affiliateId }) => affiliateId)
}

/** Throws `not_found`. */
export async function readTaxProfile(tx: Tx, programId: Uuid, id: Uuid): Promise<TaxProfile> {
  const [profile] = await tx.sql<TaxProfile>({ name: 'tax-profile', text: `select ${SELECTED} from tax_profile p where p.program_id = $1 and p.id = $2`, values: [programId, id] })
  if (profile === undefined) throw new DomainError('not_found')
  return profile
}

export interface TaxProfileFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  /** Only the version that holds now of each affiliate. */
  readonly isCurrent: boolean
}

/** Newest first: of one affiliate the history. */
export function listTaxProfiles(tx: Tx, { programId, afterId, limit, affiliateId, isCurrent }: TaxProfileFilter): Promise<TaxProfile[]> {
  return tx.sql<TaxProfile>({
    text: `select ${SELECTED} from tax_profile p
            where p.program_id = $1 and ($2::uuid is null or p.id < $2) and ($3::uuid is null or p.affiliate_id = $3)
              and (not $4 or not exists (select from tax_profile later where later.program_id = $1 and later.affiliate_id = p.affiliate_id
                    and (later.recorded_at, later.id) > (p.recorded_at, p.id)))
            order by p.id desc limit $5`,
    values: [programId, afterId, affiliateId ?? null, isCurrent, limit],
  })
}
