import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { readPayoutFiles } from '../../../domain/payouts/payout-file.ts'
import { type PayoutRun, readLeftOutCounts, readPayoutRunSums } from '../../../domain/payouts/payout-run.ts'
import { presentPayoutRun } from './present-payout-run.ts'

/** Runs as they are shown. */
export async function presentPayoutRuns(tx: Tx, programId: Uuid, runs: readonly PayoutRun[]): Promise<object[]> {
  const ids = runs.map(({ id }) => id)
  const [sums, leftOut, files] = [await readPayoutRunSums(tx, programId, ids), await readLeftOutCounts(tx, programId, ids), await readPayoutFiles(tx, programId, ids)]
  return runs.map((run) => presentPayoutRun(run, { sums: sums.get(run.id) ?? [], leftOut: leftOut.get(run.id) ?? {}, files: files.filter(({ runId }) => runId === run.id) }))
}

/** One run as it is shown. */
export async function presentOnePayoutRun(tx: Tx, programId: Uuid, run: PayoutRun): Promise<object | undefined> {
  return (await presentPayoutRuns(tx, programId, [run]))[0]
}
