import { truncateRegisterAddresses } from '../../domain/customers/truncate-register-addresses.ts'
import { WHOLE_ADDRESS_DAYS } from '../../domain/tracking/truncate-click-addresses.ts'
import type { ProgramTask } from '../task.ts'

const DAY_MS = 24 * 60 * 60_000
const CUSTOMERS_PER_STEP = 1_000

export const truncateRegisterAddressesTask: ProgramTask = {
  name: 'truncate-register-addresses',
  everyMs: 60 * 60_000,
  async run({ db, clock }, programId) {
    const before = new Date(clock.now().getTime() - WHOLE_ADDRESS_DAYS * DAY_MS)
    const changed = await db.inProgram(programId, (tx) => truncateRegisterAddresses(tx, programId, before, CUSTOMERS_PER_STEP))
    return changed === CUSTOMERS_PER_STEP
  },
}
