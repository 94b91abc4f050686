import type { Tx } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import type { Uuid } from '../ids.ts'
import type { GatewaySecrets } from './gateway.ts'

/** How a program uses a gateway. */
export interface GatewaySettings {
  readonly kind: string
  readonly isEnabled: boolean
  /** Whether an affiliate named in the payment counts … */
  readonly allowMetadata: boolean
  /** … and whether the affiliate of a coupon does. */
  readonly allowCoupon: boolean
  readonly sealedSecrets: Buffer | null
  readonly updatedAt: Date
}

const COLUMNS = `kind, is_enabled as "isEnabled", allow_metadata as "allowMetadata", allow_coupon as "allowCoupon", secrets as "sealedSecrets", updated_at as "updatedAt"`

/** The gateways that a program has ever set up. */
export function listGatewaySettings(tx: Tx, programId: Uuid): Promise<GatewaySettings[]> {
  return tx.sql<GatewaySettings>({ name: 'list-gateways', text: `select ${COLUMNS} from gateway where program_id = $1`, values: [programId] })
}

/** One of them; undefined when it was never set up. */
export async function readGatewaySettings(tx: Tx, programId: Uuid, kind: string): Promise<GatewaySettings | undefined> {
  const [settings] = await tx.sql<GatewaySettings>({ name: 'read-gateway', text: `select ${COLUMNS} from gateway where program_id = $1 and kind = $2`, values: [programId, kind] })
  return settings
}

/** Reads one and lets its payments change here and nowhere else until the transaction ends. */
export async function lockGateway(tx: Tx, programId: Uuid, kind: string): Promise<GatewaySettings | undefined> {
  const [settings] = await tx.sql<GatewaySettings>({
    name: 'lock-gateway',
    text: `select ${COLUMNS} from gateway where program_id = $1 and kind = $2 for no key update`,
    values: [programId, kind],
  })
  return settings
}

/** Null: the keys that they were sealed with are gone; they have to be entered anew. */
export function openSecrets(box: SecretBox, programId: Uuid, { kind, sealedSecrets }: Pick<GatewaySettings, 'kind' | 'sealedSecrets'>): GatewaySecrets | null {
  if (sealedSecrets === null) return {}
  const text = box.open(sealedSecrets, placeOf(programId, kind))
  return text === null ? null : (JSON.parse(text) as GatewaySecrets)
}

export function sealSecrets(box: SecretBox, programId: Uuid, kind: string, secrets: GatewaySecrets): Buffer {
  return box.seal(JSON.stringify(secrets), placeOf(programId, kind))
}

function placeOf(programId: Uuid, kind: string): string {
  return `gateway ${programId} ${kind}`
}
