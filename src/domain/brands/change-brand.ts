import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { type Brand, type BrandStatus, readBrand } from './brand.ts'
import { BRAND_CONFLICTS, type NewBrand } from './create-brand.ts'
import { keepDeductions } from './keep-deductions.ts'

export type BrandChange = { readonly [Field in Exclude<keyof NewBrand, 'status'>]?: NewBrand[Field] | undefined } & {
  readonly status?: BrandStatus | undefined
}

/**
 * Changes what is given of a brand. New deductions apply to transactions processed from now on; those processed keep theirs.
 * Throws `not_found`, `already_exists` (externalId) and `invalid_request` (deductions).
 */
export async function changeBrand(tx: Tx, author: Author, id: Uuid, change: BrandChange): Promise<Brand> {
  const { programId, now } = author
  await readBrand(tx, programId, id)
  const { currency } = await ownProgram(tx, programId)
  const values = {
    name: change.name,
    industry: change.industry,
    external_id: change.externalId,
    landing_page_url: change.landingPageUrl,
    deep_link_hosts: change.deepLinkHosts === undefined ? undefined : [...change.deepLinkHosts],
    auto_approve: change.autoApprove,
    approval_stage: change.approvalStage,
    allow_anonymous_transactions: change.allowAnonymousTransactions,
    click_parameter: change.clickParameter,
    accept_browser_registrations: change.acceptBrowserRegistrations,
    status: change.status,
    deduction_set_id: change.deductions === undefined ? undefined : await keepDeductions(tx, programId, currency, change.deductions, now),
    updated_at: now,
  }
  await namingConflicts(BRAND_CONFLICTS, () =>
    tx.all(build.updateTable('brand').set(values).where('program_id', '=', programId).where('id', '=', id)),
  )
  await recordAudit(tx, { ...author, action: 'brand.changed', subjectType: 'brand', subjectId: id, details: change })
  await notifyLinkChange(tx, programId)
  return readBrand(tx, programId, id)
}
