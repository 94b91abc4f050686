import assert from 'node:assert/strict'
import { buildCsvFile } from './csv-file.ts'
import { buildPixFile, sortOutPix } from './pix-file.ts'
import type { Rail, RailFile, RailFileInput, RailPayout, RefusedPayout } from './rail-file.ts'
import { buildSepaFile, sortOutSepa } from './sepa-file.ts'

/**
 * The file that a payout run is sent to a bank in. The same input in any order of its payouts gives the same bytes, so that a second
 * download is the first one (docs/payout-rails.md). What the rail cannot carry is `refused`, and nothing else of it is in the file; with
 * nothing to carry the file is empty.
 */
export function buildRailFile(input: RailFileInput): RailFile {
  const payouts = input.payouts.toSorted((a, b) => (a.payoutId < b.payoutId ? -1 : 1))
  for (const { amountMinor } of payouts) assert(amountMinor > 0n, 'a payout has a positive amount')
  const sorted = { ...input, payouts }
  switch (input.rail) {
    case 'csv':
      return buildCsvFile(sorted)
    case 'sepa':
      return buildSepaFile(sorted)
    case 'pix':
      return buildPixFile(sorted)
  }
}

/** What a file of the rail would refuse, known before there is one. */
export function refusedByRail(rail: Rail, payouts: readonly RailPayout[]): readonly RefusedPayout[] {
  switch (rail) {
    case 'csv':
      return []
    case 'sepa':
      return sortOutSepa(payouts).refused
    case 'pix':
      return sortOutPix(payouts).refused
  }
}
