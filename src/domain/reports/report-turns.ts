import { Turns } from '../../db/turns.ts'
import type { Uuid } from '../ids.ts'
import { DomainError } from '../errors.ts'

/** Reports that one process works on at a time: a quarter of its connections. */
const AT_ONCE = 4
/** And of one program: the others have room beside it. */
const AT_ONCE_PER_PROGRAM = 2
const WAIT_MS = 2_000
const RETRY_AFTER_SECONDS = 2

/** Lets few reports run at a time, so that what many people ask at once does not take the database from those who earn and pay. */
export class ReportTurns {
  readonly #all = new Turns(AT_ONCE, WAIT_MS)
  readonly #programs = new Map<Uuid, { readonly turns: Turns; users: number }>()

  /** Runs `work` when it is its turn; throws `rate_limited` when that takes too long. */
  async run<Answer>(programId: Uuid, work: () => Promise<Answer>): Promise<Answer> {
    const own = this.#programs.get(programId) ?? { turns: new Turns(AT_ONCE_PER_PROGRAM, WAIT_MS), users: 0 }
    this.#programs.set(programId, own)
    own.users += 1
    try {
      return await within(own.turns, () => within(this.#all, work))
    } finally {
      own.users -= 1
      if (own.users === 0) this.#programs.delete(programId)
    }
  }
}

async function within<Answer>(turns: Turns, work: () => Promise<Answer>): Promise<Answer> {
  try {
    await turns.take()
  } catch (cause) {
    throw new DomainError('rate_limited', { message: 'Other reports are being worked out.', retryAfterSeconds: RETRY_AFTER_SECONDS, cause })
  }
  try {
    return await work()
  } finally {
    turns.leave()
  }
}
