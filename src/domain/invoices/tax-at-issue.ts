import assert from 'node:assert/strict'
import { NO_TAX, type Tax, taxOf } from './tax-of.ts'
import type { TaxProfile } from './tax-profile.ts'

/** What was posted for a statement; minor units, signed. */
export interface PostedTax {
  readonly baseMinor: bigint
  readonly vatMinor: bigint
  readonly withheldMinor: bigint
}

export interface TaxAtIssue {
  /** Null: it was taxed by none. */
  readonly profile: TaxProfile | null
  readonly tax: Tax
}

/** Stands for the tax id that an erased affiliate had when the tax was posted. */
const ERASED_TAX_ID = ''

/**
 * By which version of a tax profile a statement is invoiced, and its tax: the latest that comes to the tax that was posted. So a name or an
 * address that is put right during the review is right on the invoice, and rates stay those of the cut. `versions`: the latest first.
 */
export function taxAtIssue(versions: readonly TaxProfile[], posted: PostedTax): TaxAtIssue {
  const found = firstThatFits(versions, posted, ({ taxId }) => taxId) ?? firstThatFits(versions, posted, ({ taxId }) => taxId ?? ERASED_TAX_ID)
  if (found !== undefined) return found
  assert(posted.vatMinor === 0n && posted.withheldMinor === 0n, 'a tax that no version of the profile comes to')
  return { profile: null, tax: NO_TAX }
}

function firstThatFits(versions: readonly TaxProfile[], posted: PostedTax, taxIdOf: (profile: TaxProfile) => string | null): TaxAtIssue | undefined {
  for (const profile of versions) {
    const tax = taxOf({ ...profile, taxId: taxIdOf(profile) }, posted.baseMinor)
    if (tax.vatMinor === posted.vatMinor && tax.withheldMinor === posted.withheldMinor) return { profile, tax }
  }
  return undefined
}
