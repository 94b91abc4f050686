import { taxOf } from './tax-of.ts'
import type { TaxProfile } from './tax-profile.ts'

/**
 * Which version of a tax profile a statement is invoiced by: the latest, so that a name or an address that was put right during the review is
 * right on the invoice; but where its tax would be another than the one that was posted, the one that held when the period was cut.
 * `versions`: the latest first. Null: there was none.
 */
export function profileAtIssue(
  versions: readonly TaxProfile[], { baseMinor, vatMinor, withheldMinor }: { readonly baseMinor: bigint; readonly vatMinor: bigint; readonly withheldMinor: bigint }, cutAt: Date,
): TaxProfile | null {
  const hasThatTax = (profile: TaxProfile) => {
    const tax = taxOf(profile, baseMinor)
    return tax.vatMinor === vatMinor && tax.withheldMinor === withheldMinor
  }
  return versions.find(hasThatTax) ?? versions.find(({ recordedAt }) => recordedAt <= cutAt) ?? null
}
