import type { Logger } from './logger.ts'

/** All of it: after that the process ends, whatever is still under way. */
const LIMIT_MS = 14_000

/**
 * Ends the process well on SIGTERM (from an orchestrator), SIGINT (Ctrl-C) or when the launcher is gone, and badly but told of when
 * something nobody foresaw has broken: what is acknowledged is in the database or the spool already, and a process whose state is unknown
 * must not go on answering.
 */
export function endOnSignals(log: Logger, stop: (signal: string) => Promise<void>): void {
  let isStopping = false
  const begin = (signal: string): void => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => {
      log.error('could not stop in time')
      process.exit(1)
    }, LIMIT_MS).unref()
    stop(signal).then(
      () => {
        log.info('stopped')
        process.exit(0)
      },
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', begin)
  process.on('SIGINT', begin)
  process.on('SIGHUP', begin)
  process.once('disconnect', () => begin('disconnect'))
  process.channel?.unref()
}

/** The last resort. @see endOnSignals */
export function endOnUnforeseen(log: Logger): void {
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'unforeseen error; the process ends')
    process.exit(1)
  })
}
