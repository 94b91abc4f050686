import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export type BrandStatus = 'active' | 'inactive' | 'archived'

/** A site of a program that customers join. */
export interface Brand {
  readonly id: Uuid
  readonly name: string
  readonly industry: string | null
  readonly externalId: string | null
  readonly landingPageUrl: string
  readonly deepLinkHosts: readonly string[]
  readonly autoApprove: boolean
  readonly approvalStage: 'transaction' | 'commission'
  readonly allowAnonymousTransactions: boolean
  /** The query parameter in which its pages receive our click key. */
  readonly clickParameter: string
  /** Its pages may register customers and transactions themselves; these are held until they are confirmed. */
  readonly acceptBrowserRegistrations: boolean
  readonly status: BrandStatus
  /** As they were sent (docs/commission-rules.md, "Deductions"). */
  readonly deductions: unknown
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface BrandFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly externalId?: string | undefined
  /** A part of the name, whatever its case. */
  readonly search?: string | undefined
  readonly status?: BrandStatus | undefined
}

/** Throws `not_found`. */
export async function readBrand(tx: Tx, programId: Uuid, id: Uuid): Promise<Brand> {
  const brand = await tx.first(brands(programId).where('brand.id', '=', id))
  if (brand === undefined) throw new DomainError('not_found')
  return brand
}

/** Newest first; archived ones only when asked for. */
export async function listBrands(tx: Tx, filter: BrandFilter): Promise<Brand[]> {
  let query = brands(filter.programId).orderBy('brand.id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('brand.id', '<', filter.afterId)
  if (filter.externalId !== undefined) query = query.where('brand.external_id', '=', filter.externalId)
  const search = filter.search?.trim().toLowerCase() ?? ''
  if (search !== '') query = query.where((is) => is(is.fn<number>('strpos', [is.fn('lower', ['brand.name']), is.val(search)]), '>', 0))
  query = filter.status === undefined ? query.where('brand.status', '<>', 'archived') : query.where('brand.status', '=', filter.status)
  return tx.all(query)
}

function brands(programId: Uuid) {
  return build
    .selectFrom('brand')
    .leftJoin('deduction_set', (join) => join.onRef('deduction_set.program_id', '=', 'brand.program_id').onRef('deduction_set.id', '=', 'brand.deduction_set_id'))
    .where('brand.program_id', '=', programId)
    .select((is) => [
      'brand.id',
      'brand.name',
      'brand.industry',
      'brand.external_id as externalId',
      'brand.landing_page_url as landingPageUrl',
      'brand.deep_link_hosts as deepLinkHosts',
      'brand.auto_approve as autoApprove',
      'brand.approval_stage as approvalStage',
      'brand.allow_anonymous_transactions as allowAnonymousTransactions',
      'brand.click_parameter as clickParameter',
      'brand.accept_browser_registrations as acceptBrowserRegistrations',
      'brand.status',
      is.ref('deduction_set.deductions').as('deductions'),
      'brand.created_at as createdAt',
      'brand.updated_at as updatedAt',
    ])
}
