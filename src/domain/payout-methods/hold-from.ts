import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

const HOUR_MS = 3_600_000

/**
 * Until when nothing is paid to a method that was entered or made the default now, by the program's setting of this moment: changing the
 * setting shortens no hold that has begun. Null: the program holds nothing.
 */
export async function holdFrom(tx: Tx, programId: Uuid, now: Date): Promise<Date | null> {
  const [row] = await tx.sql<{ hours: number }>({ name: 'payout-hold-hours', text: 'select payout_hold_hours as hours from program where id = $1', values: [programId] })
  return row === undefined || row.hours === 0 ? null : new Date(now.getTime() + row.hours * HOUR_MS)
}
