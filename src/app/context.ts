import type { Database } from '../db/database.ts'
import type { SecretBox } from '../domain/access/secret-box.ts'
import type { ClickKeys } from '../domain/tracking/click-key.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Logger } from './logger.ts'
import type { Outbound } from './outbound.ts'
import type { WorkSignals } from './signals.ts'

/** What every part of a running process is given. Made once at the start; tests make their own. */
export interface AppContext {
  readonly config: Config
  readonly log: Logger
  readonly clock: Clock
  /** For requests; workers have one of their own with longer time limits. */
  readonly db: Database
  readonly clickKeys: ClickKeys
  readonly secretBox: SecretBox
  readonly signals: WorkSignals
  /** The way out for URLs that somebody gave us. */
  readonly outbound: Outbound
}
