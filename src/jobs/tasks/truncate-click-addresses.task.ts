import { truncateClickAddresses, WHOLE_ADDRESS_DAYS } from '../../domain/tracking/truncate-click-addresses.ts'
import type { ProgramTask } from '../task.ts'

const DAY_MS = 24 * 60 * 60_000
const CLICKS_PER_STEP = 1_000

export const truncateClickAddressesTask: ProgramTask = {
  name: 'truncate-click-addresses',
  everyMs: 60 * 60_000,
  async run({ db, clock }, programId) {
    const before = new Date(clock.now().getTime() - WHOLE_ADDRESS_DAYS * DAY_MS)
    const changed = await db.inProgram(programId, (tx) => truncateClickAddresses(tx, { programId, before, limit: CLICKS_PER_STEP }))
    return changed === CLICKS_PER_STEP
  },
}
