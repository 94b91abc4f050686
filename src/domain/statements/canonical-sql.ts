/** SQL that writes pieces of canonical JSON as `canonicalLine` writes them. Null where the value is null, but for the two that say `null`. */

/** Millisecond, UTC, as `formatInstant`. */
export const instantSql = (at: string) => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Of ids and names of our own, which need no escapes; or `null`. */
export const quotedSql = (text: string) => `coalesce('"' || ${text} || '"', 'null')`

/** Of texts that somebody chose; or `null`. */
export const escapedSql = (text: string) => `coalesce(to_json(${text})::text, 'null')`

/** An amount with all digits of its currency, given one minor unit of it (`MINOR_UNITS`). */
export const amountSql = (minor: string, unit: string) => `(${minor} * (${unit})::numeric)::text`

/** A rate in billionths, without zeros at its end. */
export const rateSql = (ppb: string) => `trim_scale(${ppb} * 0.000000001)::text`
