import type { Tx } from '../../db/database.ts'
import { firstIdAt, type Uuid } from '../ids.ts'

/** Days for which an event keeps its whole address, as a click does. */
export const WHOLE_ADDRESS_DAYS = 30

export interface TruncateEventAddresses {
  readonly programId: Uuid
  /** Events recorded before this instant lose the end of their address. */
  readonly before: Date
  /** Events of one call at most: the caller repeats until the answer is smaller. */
  readonly limit: number
}

/**
 * Shortens stored addresses of old events to their network: /24 of IPv4, /48 of IPv6. Answers the number of events it changed; events
 * whose address is still whole have an index of their own.
 */
export async function truncateEventAddresses(tx: Tx, input: TruncateEventAddresses): Promise<number> {
  return tx.count({
    name: 'truncate-event-addresses',
    text: `update event e set ip = network(set_masklen(e.ip, case family(e.ip) when 4 then 24 else 48 end))
             from (select id from event
                    where program_id = $1 and id < $2 and ip is not null and masklen(ip) > case family(ip) when 4 then 24 else 48 end
                    order by id limit $3) old
            where e.program_id = $1 and e.id = old.id`,
    values: [input.programId, firstIdAt(input.before), input.limit],
  })
}
