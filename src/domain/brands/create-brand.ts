import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { type Brand, readBrand } from './brand.ts'
import { keepDeductions } from './keep-deductions.ts'

export interface NewBrand {
  readonly name: string
  readonly industry?: string | null | undefined
  readonly externalId?: string | null | undefined
  readonly landingPageUrl: string
  readonly deepLinkHosts?: readonly string[] | undefined
  readonly autoApprove?: boolean | undefined
  readonly approvalStage?: 'transaction' | 'commission' | undefined
  readonly allowAnonymousTransactions?: boolean | undefined
  readonly clickParameter?: string | undefined
  readonly acceptBrowserRegistrations?: boolean | undefined
  readonly status?: 'active' | 'inactive' | undefined
  readonly deductions?: readonly unknown[] | undefined
}

/** Which unique constraint speaks about which field. */
export const BRAND_CONFLICTS = { brand_program_id_external_id_key: 'externalId' }

/** Adds a brand. Throws `already_exists` (externalId) and `invalid_request` (deductions). */
export async function createBrand(tx: Tx, author: Author, input: NewBrand): Promise<Brand> {
  const { programId, now } = author
  const { currency } = await ownProgram(tx, programId)
  const id: Uuid = newId()
  const values = {
    program_id: programId,
    id,
    name: input.name,
    industry: input.industry ?? null,
    external_id: input.externalId ?? null,
    landing_page_url: input.landingPageUrl,
    deep_link_hosts: [...(input.deepLinkHosts ?? [])],
    auto_approve: input.autoApprove ?? true,
    approval_stage: input.approvalStage ?? ('transaction' as const),
    allow_anonymous_transactions: input.allowAnonymousTransactions ?? false,
    click_parameter: input.clickParameter,
    accept_browser_registrations: input.acceptBrowserRegistrations ?? false,
    status: input.status ?? ('active' as const),
    deduction_set_id: await keepDeductions(tx, programId, currency, input.deductions, now),
    created_at: now,
    updated_at: now,
  }
  await namingConflicts(BRAND_CONFLICTS, () => tx.all(build.insertInto('brand').values(values)))
  await recordAudit(tx, { ...author, action: 'brand.created', subjectType: 'brand', subjectId: id, details: input })
  await notifyLinkChange(tx, programId)
  return readBrand(tx, programId, id)
}
