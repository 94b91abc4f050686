import { forgetFormerEmails } from '../../domain/affiliates/former-email.ts'
import type { ProgramTask } from '../task.ts'

const ADDRESSES_PER_STEP = 1_000

export const forgetFormerEmailsTask: ProgramTask = {
  name: 'forget-former-emails',
  everyMs: 60 * 60_000,
  async run({ db, clock }, programId) {
    const forgotten = await db.inProgram(programId, (tx) => forgetFormerEmails(tx, { programId, now: clock.now(), limit: ADDRESSES_PER_STEP }))
    return forgotten === ADDRESSES_PER_STEP
  },
}
