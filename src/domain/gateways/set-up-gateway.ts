import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError, type FieldError } from '../errors.ts'
import type { Gateway, GatewaySecrets } from './gateway.ts'
import { type GatewaySettings, lockGateway, openSecrets, readGatewaySettings, sealSecrets } from './gateway-settings.ts'

export interface GatewaySetUp {
  readonly enabled: boolean
  readonly allowMetadata?: boolean | undefined
  readonly allowCoupon?: boolean | undefined
  /** By name; names that are left out keep what they have, an empty list takes it away. */
  readonly secrets?: GatewaySecrets | undefined
}

/** Values of one name: the one in use, the one it is exchanged for, and one to spare. */
const SECRETS_MAX = 3

/** Sets a program's gateway up, or anew. The audit tells which secrets were set, never what they are. Throws `invalid_request`. */
export async function setUpGateway(tx: Tx, author: Author, box: SecretBox, gateway: Gateway, input: GatewaySetUp): Promise<GatewaySettings> {
  const { programId, now } = author
  const before = await lockGateway(tx, programId, gateway.kind)
  const secrets = { ...(before === undefined ? {} : openSecrets(box, programId, before)), ...input.secrets }
  refuse([...checkSecrets(gateway, input.secrets ?? {}), ...checkSigned(gateway, input.enabled, secrets)])
  const values = {
    is_enabled: input.enabled,
    allow_metadata: input.allowMetadata ?? before?.allowMetadata ?? true,
    allow_coupon: input.allowCoupon ?? before?.allowCoupon ?? true,
    secrets: sealSecrets(box, programId, gateway.kind, secrets),
    updated_at: now,
  }
  await tx.all(
    build.insertInto('gateway').values({ program_id: programId, kind: gateway.kind, created_at: now, ...values })
      .onConflict((conflict) => conflict.columns(['program_id', 'kind']).doUpdateSet(values)),
  )
  const { secrets: changed, ...details } = input
  await recordAudit(tx, {
    ...author, action: 'gateway.set_up', subjectType: 'gateway', subjectId: null, details: { kind: gateway.kind, ...details, secrets: Object.keys(changed ?? {}) },
  })
  const settings = await readGatewaySettings(tx, programId, gateway.kind)
  if (settings === undefined) throw new Error('a gateway that was not kept')
  return settings
}

function checkSecrets(gateway: Gateway, secrets: GatewaySecrets): FieldError[] {
  return Object.entries(secrets).flatMap(([name, values]): FieldError[] => {
    const rule = Object.hasOwn(gateway.secrets, name) ? gateway.secrets[name] : undefined
    if (rule === undefined) return [{ path: `secrets.${name}`, code: 'unknown_field', message: `${gateway.name} has no such secret.` }]
    if (values.length > SECRETS_MAX) return [{ path: `secrets.${name}`, code: 'too_long', message: `At most ${SECRETS_MAX}.` }]
    return values.flatMap((value, index) => {
      const isValid = value.length <= rule.longest && rule.isValid(value)
      return isValid ? [] : [{ path: `secrets.${name}.${index}`, code: 'invalid_secret', message: `Expected: ${rule.about}` }]
    })
  })
}

function checkSigned(gateway: Gateway, isEnabled: boolean, secrets: GatewaySecrets): FieldError[] {
  const isKnown = Object.values(secrets).some((values) => values.length > 0)
  if (!isEnabled || isKnown || gateway.mayBeUnsigned) return []
  const [name = ''] = Object.keys(gateway.secrets)
  return [{ path: `secrets.${name}`, code: 'required', message: 'Without it nobody could tell what comes from the gateway.' }]
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new DomainError('invalid_request', { errors })
}
