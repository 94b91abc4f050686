import type { Uuid } from '../ids.ts'

/** On whose behalf a verb changes something, and when. Part of the input of every verb that leaves an audit entry. */
export interface Author {
  readonly programId: Uuid
  /** `key:<id>`, `user:<id>`, `gateway:<kind>`, `cli` (the command line) or `system`. */
  readonly actor: string
  readonly now: Date
}
