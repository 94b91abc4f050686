import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import type { EventDependencies } from '../events/record-events.ts'
import type { Uuid } from '../ids.ts'
import { applyDelivery, type DeliveryFate } from './apply-delivery.ts'
import { type Delivery, readDelivery } from './delivery.ts'
import type { Gateway, RawDelivery } from './gateway.ts'
import { type GatewaySettings, openSecrets } from './gateway-settings.ts'
import { openStep } from './gateway-step.ts'
import { findGateway } from './gateways.ts'
import { eventIdOf, type TakenEffects } from './take-deliveries.ts'

export interface ReplayDependencies extends EventDependencies {
  readonly secretBox: SecretBox
}

/**
 * Applies a delivery once more, with the settings of today: a coupon that stands for somebody by now, a plan that allows the conversion.
 * What it did already it does not do again. One that was refused counts if its signature fits the secrets of today, as of when it came.
 * Throws `not_found`, and `state_conflict` for one that is still refused or was kept without its body.
 */
export async function replayDelivery(tx: Tx, author: Author, dependencies: ReplayDependencies, id: Uuid): Promise<TakenEffects & { readonly delivery: Delivery }> {
  const { programId, now } = author
  const delivery = await readDelivery(tx, programId, id)
  const gateway = findGateway(delivery.gateway)
  const opened = gateway === undefined ? undefined : await openStep(tx, dependencies, programId, gateway.kind, { isVerified: delivery.isSigned, isRepeated: true, mayConvert: true })
  if (gateway === undefined || opened === undefined) throw new DomainError('state_conflict', { message: 'The gateway is not set up.' })
  if (delivery.body.length === 0) throw new DomainError('state_conflict', { message: 'Its body was not kept.' })
  const isSigned = delivery.outcome === 'refused' ? checkAgain(dependencies.secretBox, programId, opened.settings, gateway, delivery) : delivery.isSigned
  const parsed = gateway.parse(delivery.body)
  const eventId = eventIdOf(parsed, delivery.body)
  const step = { ...opened, isVerified: isSigned }
  const isTwin = delivery.eventId === null && (await hasTwin(tx, programId, gateway.kind, eventId))
  const fate: DeliveryFate = isTwin ? { outcome: 'ignored', reason: 'delivered_again', paymentId: null } : await applyDelivery(step, parsed)
  await tx.count({
    name: 'gateway-delivery-replayed',
    text: `update gateway_delivery set event_id = $3, event_type = $4, outcome = $5, reason = $6, payment_id = coalesce($7, payment_id), is_signed = $8,
                  replays = replays + 1, replayed_at = $9
            where program_id = $1 and id = $2`,
    values: [programId, id, isTwin ? null : eventId, parsed.eventType, fate.outcome, fate.reason, fate.paymentId, isSigned, now],
  })
  await recordAudit(tx, { ...author, action: 'gateway_delivery.replayed', subjectType: 'gateway_delivery', subjectId: id, details: { outcome: fate.outcome, reason: fate.reason } })
  return { delivery: await readDelivery(tx, programId, id), recorded: step.recorded, hasWork: step.work.hasItems }
}

function checkAgain(box: SecretBox, programId: Uuid, settings: GatewaySettings, gateway: Gateway, delivery: RawDelivery): boolean {
  const secrets = openSecrets(box, programId, settings)
  const verification = secrets === null ? { outcome: 'refused' as const } : gateway.verify(delivery, secrets)
  if (verification.outcome === 'refused') throw new DomainError('state_conflict', { message: 'Its signature does not fit the secrets that are set up now.' })
  return verification.outcome === 'signed'
}

/** The gateway has sent it again since, and that one counted. */
async function hasTwin(tx: Tx, programId: Uuid, kind: string, eventId: string): Promise<boolean> {
  const rows = await tx.sql({
    name: 'gateway-delivery-twin',
    text: 'select 1 from gateway_delivery where program_id = $1 and gateway = $2 and event_id = $3',
    values: [programId, kind, eventId],
  })
  return rows.length > 0
}
