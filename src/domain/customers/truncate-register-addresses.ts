import ipaddr from 'ipaddr.js'
import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/**
 * Shortens the addresses that customers registered from to their network, as is done with clicks: /24 of IPv4, /48 of IPv6; a text that
 * is no address is forgotten. For customers recorded before an instant, at most `limit` of them. Answers the number it changed.
 */
export async function truncateRegisterAddresses(tx: Tx, programId: Uuid, before: Date, limit: number): Promise<number> {
  const whole = await tx.sql<{ id: Uuid, register_ip: string }>({
    name: 'whole-register-addresses',
    text: `select id, register_ip from customer
            where program_id = $1 and created_at < $2 and register_ip is not null and register_ip not like '%/%' order by created_at limit $3`,
    values: [programId, before, limit],
  })
  if (whole.length === 0) return 0
  const rows = new BulkRows(columns('id uuid, register_ip text'))
  for (const customer of whole) rows.add(customer.id, networkOf(customer.register_ip))
  return tx.count({
    name: 'truncate-register-addresses',
    text: `update customer c set register_ip = r.register_ip from ${rows.unnest('r', 2)} where c.program_id = $1 and c.id = r.id`,
    values: [programId, ...rows.parameters()],
  })
}

/** The network of an address with its mask, or null for what is no address. */
function networkOf(text: string): string | null {
  if (!ipaddr.isValid(text)) return null
  const address = ipaddr.process(text)
  if (address instanceof ipaddr.IPv4) return `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/24`)}/24`
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/48`)}/48`
}
