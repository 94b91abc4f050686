import { truncateEventAddresses, WHOLE_ADDRESS_DAYS } from '../../domain/events/truncate-event-addresses.ts'
import type { ProgramTask } from '../task.ts'

const DAY_MS = 24 * 60 * 60_000
const EVENTS_PER_STEP = 1_000

export const truncateEventAddressesTask: ProgramTask = {
  name: 'truncate-event-addresses',
  everyMs: 60 * 60_000,
  async run({ db, clock }, programId) {
    const before = new Date(clock.now().getTime() - WHOLE_ADDRESS_DAYS * DAY_MS)
    const changed = await db.inProgram(programId, (tx) => truncateEventAddresses(tx, { programId, before, limit: EVENTS_PER_STEP }))
    return changed === EVENTS_PER_STEP
  },
}
