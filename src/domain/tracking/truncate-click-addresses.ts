import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** Days for which a click keeps its whole address, unless the installation says otherwise. */
export const WHOLE_ADDRESS_DAYS = 30

export interface TruncateClickAddresses {
  readonly programId: Uuid
  /** Clicks before this instant lose the end of their address. */
  readonly before: Date
  /** Clicks of one call at most: the caller repeats until the answer is smaller. */
  readonly limit: number
}

/**
 * Shortens stored addresses of old clicks to their network: /24 of IPv4, /48 of IPv6. A network as narrow as that says a region,
 * not a person. Answers the number of clicks it changed.
 */
export async function truncateClickAddresses(tx: Tx, input: TruncateClickAddresses): Promise<number> {
  return tx.count({
    name: 'truncate-click-addresses',
    text: `update click c set ip = network(set_masklen(c.ip, case family(c.ip) when 4 then 24 else 48 end))
             from (select occurred_at, click_key from click
                    where program_id = $1 and occurred_at < $2 and ip is not null
                      and masklen(ip) > case family(ip) when 4 then 24 else 48 end
                    order by occurred_at limit $3) old
            where c.program_id = $1 and c.occurred_at = old.occurred_at and c.click_key = old.click_key`,
    values: [input.programId, input.before, input.limit],
  })
}
