import type { Tx } from '../../db/database.ts'
import { newId, type Uuid } from '../ids.ts'
import type { RawDelivery } from './gateway.ts'

/** Refused deliveries kept per gateway: enough to find a wrong secret, too few to fill a disk. */
export const REFUSED_KEPT = 100
/** What is larger is kept without its body. */
export const REFUSED_BODY_MAX = 64 * 1024

/** Keeps a delivery that is not from the gateway, or cannot be told to be. It has no effect; the oldest of them go. */
export async function recordRefusedDelivery(tx: Tx, programId: Uuid, kind: string, { body, headers, receivedAt }: RawDelivery, reason: string): Promise<void> {
  await tx.count({
    name: 'gateway-delivery-refused',
    text: `insert into gateway_delivery (program_id, id, gateway, outcome, reason, is_signed, headers, body, received_at)
           values ($1, $2, $3, 'refused', $4, false, $5, $6, $7)`,
    values: [programId, newId(), kind, reason, JSON.stringify(headers), body.length > REFUSED_BODY_MAX ? Buffer.alloc(0) : body, receivedAt],
  })
  await tx.count({
    name: 'gateway-delivery-forget-refused',
    text: `delete from gateway_delivery where program_id = $1 and gateway = $2 and outcome = 'refused' and id <= (
             select id from gateway_delivery where program_id = $1 and gateway = $2 and outcome = 'refused' order by id desc offset ${REFUSED_KEPT} limit 1)`,
    values: [programId, kind],
  })
}
