/**
 * Conditions on a line of commission, for statements whose first parameter is the program. `line` is what the statement calls it. A line is in
 * at most one live payout: one that is not failed, returned or cancelled (payout_line_live).
 */

/** The line is paid: its live payout is settled. */
export function isPaid(line: string): string {
  return `exists (select from payout_line v join payout o on o.program_id = $1 and o.id = v.payout_id
    where v.program_id = $1 and v.commission_id = ${line}.id and not v.is_released and o.status = 'settled')`
}

/** The line is in a live payout, paid or not: whatever comes later leaves the line as it is. */
export function isInPayout(line: string): string {
  return `exists (select from payout_line v where v.program_id = $1 and v.commission_id = ${line}.id and not v.is_released)`
}

/** The paid lines of a program: where they are found when they are few among many. */
export const PAID_LINES = `select v.commission_id as id from payout o join payout_line v on v.program_id = $1 and v.payout_id = o.id and not v.is_released
    where o.program_id = $1 and o.status = 'settled'`
