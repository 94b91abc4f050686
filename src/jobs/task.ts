import type { AppContext } from '../app/context.ts'
import type { Mailer } from '../app/mailer.ts'
import type { Uuid } from '../domain/ids.ts'

/** The context as workers see it: `db` has a worker's time limits. */
export interface WorkerContext extends AppContext {
  /** The owner of the schema, for upkeep of the tables themselves. */
  readonly ownerUrl: string
  /** Without one, mails wait in the outbox, to be read there. */
  readonly mailer?: Mailer | undefined
  /** Counts a step of a task, or a failure, for the metrics. */
  readonly report: (task: string, outcome: 'step' | 'failure') => void
}

/** Work that is done program by program. Every task can be run twice, or by two processes at once, without harm. */
export interface ProgramTask {
  readonly name: string
  /** At most this often per program; 0 = at every visit, also when a signal brought it. */
  readonly everyMs: number
  /** One step. Answers true when another one may find work right away. */
  run(context: WorkerContext, programId: Uuid): Promise<boolean>
}

/** Work for the whole installation. */
export interface UpkeepTask {
  readonly name: string
  readonly everyMs: number
  run(context: WorkerContext): Promise<void>
}
