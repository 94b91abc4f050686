/** How much of a random test to run: a little in `npm test`, the short or the long figure when FAIRSHARE_DOSE asks for it. */
export function dose(figures: { readonly usual: number; readonly short: number; readonly long: number }): number {
  const wanted = process.env['FAIRSHARE_DOSE']
  return wanted === 'short' || wanted === 'long' ? figures[wanted] : figures.usual
}
