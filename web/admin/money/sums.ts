/** Sums of exact parts, rounded to the digits that amounts have. */
export function plus(...amounts: readonly number[]): number {
  return Number(amounts.reduce((sum, amount) => sum + amount, 0).toFixed(6))
}
