import type { Tx } from '../../db/database.ts'
import { type EventTerms, readEventTerms } from '../events/event-terms.ts'
import type { RecordedEvent } from '../events/new-event.ts'
import type { EventDependencies } from '../events/record-events.ts'
import type { Uuid } from '../ids.ts'
import { programNow } from '../programs/program-clock.ts'
import { type GatewaySettings, lockGateway } from './gateway-settings.ts'

/** What happens to payments of one gateway in one transaction. The gateway's row is locked: its payments change one after another. */
export interface GatewayStep {
  readonly tx: Tx
  readonly dependencies: EventDependencies
  readonly programId: Uuid
  readonly settings: GatewaySettings
  readonly terms: EventTerms
  /** The program's present. */
  readonly now: Date
  /** Whether what is told now was signed. */
  readonly isVerified: boolean
  /** Somebody asked for it to be tried again: what was recorded as nobody's is looked at anew. */
  readonly isRepeated: boolean
  /** False: the operator's plan allows no more conversions now; they are put off. */
  readonly mayConvert: boolean
  /** For `announceEvents` after the commit. */
  readonly recorded: RecordedEvent[]
  /** Collects that transactions were accepted. */
  readonly work: { hasItems: boolean }
}

/** Opens a step: the gateway's row is locked. Undefined: the program has never set it up. */
export async function openStep(
  tx: Tx, dependencies: EventDependencies, programId: Uuid, kind: string, how: Pick<GatewayStep, 'isVerified' | 'isRepeated' | 'mayConvert'>,
): Promise<GatewayStep | undefined> {
  const settings = await lockGateway(tx, programId, kind)
  if (settings === undefined) return undefined
  const terms = await readEventTerms(tx, programId)
  return { ...how, tx, dependencies, programId, settings, terms, now: programNow(terms, dependencies.clock), recorded: [], work: { hasItems: false } }
}

/** As in the audit, and on what its payments become. */
export function actorOf(kind: string): string {
  return `gateway:${kind}`
}
