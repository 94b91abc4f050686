/**
 * SQL: since when customer `c` is excluded from CPA once the flag becomes `becomes`, a boolean expression: since `now` where it was not
 * before. Null where it is not excluded, or has been from its registration on. What was earned before an exclusion stays.
 */
export function excludedSince(becomes: string, now: string): string {
  return `case when ${becomes} then case when c.cpa_excluded then c.cpa_excluded_at else ${now}::timestamptz end end`
}
