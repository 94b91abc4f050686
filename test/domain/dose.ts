/** How much of a random test to run: a little in `npm test`, the short or the long figure when FAIRSHARE_DOSE asks for it. */
export function dose(figures: { readonly usual: number; readonly short: number; readonly long: number }): number {
  const wanted = process.env['FAIRSHARE_DOSE']
  return wanted === 'short' || wanted === 'long' ? figures[wanted] : figures.usual
}

/** A time limit that the long figures keep too. */
export const DOSED_TIMEOUT_MS = 600_000
