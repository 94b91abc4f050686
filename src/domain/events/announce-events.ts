import type { Database } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { wakeWaitingTransactions } from '../transactions/wake-waiting-transactions.ts'
import type { RecordedEvent } from './new-event.ts'

interface AnnounceDependencies {
  readonly db: Database
  readonly signals: { transactionsArrived(programId: Uuid): void }
}

/** Tells the workers of recorded events: conversions to process, and customers that transactions may wait for. Call it after the commit. */
export async function announceEvents(dependencies: AnnounceDependencies, programId: Uuid, recorded: readonly RecordedEvent[]): Promise<void> {
  if (recorded.some(({ outcome }) => outcome === 'converted')) dependencies.signals.transactionsArrived(programId)
  await wakeWaitingTransactions(dependencies, programId, recorded.flatMap(({ registered }) => registered ?? []))
}
