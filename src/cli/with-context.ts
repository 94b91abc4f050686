import { readConfig } from '../app/config.ts'
import type { AppContext } from '../app/context.ts'
import { createLogger } from '../app/logger.ts'
import { openContext, openDatabase } from '../app/open-context.ts'
import { type DatabaseLimits, WORKER_LIMITS } from '../db/database.ts'

/** The context of a command. Its `db` has time limits of its own: nobody waits for a page here. */
export interface CommandContext extends AppContext {
  /** Connection of the owner of the schema. */
  readonly ownerUrl: string
}

/** The name under which the command line stands in the audit. */
export const COMMAND_LINE_ACTOR = 'cli'

const INTERRUPTED = 130

/**
 * Opens the database of the settings, brings it to this version's schema, works, and closes. An embedded database that no server is
 * using is started for that time and stopped afterwards, also when the command is interrupted.
 */
export async function withContext<T>(work: (context: CommandContext) => Promise<T>, limits: DatabaseLimits = WORKER_LIMITS): Promise<T> {
  const config = readConfig()
  const log = createLogger(config.logLevel)
  const opening = openContext(config, log)
  let isInterrupted = false
  const interrupt = (): void => {
    isInterrupted = true
    log.level = 'silent'
    // Also while it is being opened: a server that we are starting is not to be left behind. A second Ctrl-C ends us at once.
    void opening.then((open) => open.close()).finally(() => process.exit(INTERRUPTED))
  }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  const { context, ownerUrl, appUrl, close } = await opening
  const db = openDatabase(appUrl, log, limits)
  try {
    return await work({ ...context, db, ownerUrl })
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
    // The end is coming from there; what the work says about its lost connection is of no interest.
    if (isInterrupted) await new Promise(() => undefined)
    await db.close()
    await close()
  }
}
