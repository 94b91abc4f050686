import type { Tx } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import type { Uuid } from '../ids.ts'
import type { Gateway, RawDelivery, Verification } from './gateway.ts'
import { openSecrets, readGatewaySettings } from './gateway-settings.ts'

/** Whether a call may count: from a gateway that the program uses, and by its signature really from there. */
export async function checkDelivery(tx: Tx, box: SecretBox, programId: Uuid, gateway: Gateway, delivery: RawDelivery): Promise<Verification | { readonly outcome: 'off' }> {
  const settings = await readGatewaySettings(tx, programId, gateway.kind)
  if (settings === undefined || !settings.isEnabled) return { outcome: 'off' }
  const secrets = openSecrets(box, programId, settings)
  return secrets === null ? { outcome: 'refused', reason: 'secrets_unreadable' } : gateway.verify(delivery, secrets)
}
