import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Gateway } from '../../../domain/gateways/gateway.ts'
import { type GatewaySettings, openSecrets } from '../../../domain/gateways/gateway-settings.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { answeredInstant } from '../../plumbing/fields.ts'
import { webhookPath } from '../../plumbing/webhook-path.ts'

const secretAnswer = z.strictObject({
  name: z.string().meta({ examples: ['signingSecrets'] }),
  about: z.string(),
  count: z.int().nullable().meta({ description: 'How many are set; they are never shown. Null: the keys that they were kept with are gone; set them again.' }),
})

export const gatewayAnswer = z
  .strictObject({
    kind: z.string().meta({ examples: ['stripe'] }),
    name: z.string().meta({ examples: ['Stripe'] }),
    enabled: z.boolean(),
    allowMetadata: z.boolean().meta({ description: 'Whether the affiliate that a payment names counts.' }),
    allowCoupon: z.boolean().meta({ description: 'Whether the affiliate of a coupon that was used counts.' }),
    webhookUrl: z.string().meta({ description: 'What to enter at the gateway.', format: 'uri', examples: ['https://partners.example.com/api/campaigns/019abc00-0000-7000-8000-000000000001/stripe/webhook'] }),
    secrets: z.array(secretAnswer),
    updatedTs: answeredInstant.nullable().meta({ description: 'Null: it was never set up.' }),
  })
  .meta({ id: 'Gateway' })

export function presentGateway({ config, secretBox }: AppContext, programId: Uuid, gateway: Gateway, settings: GatewaySettings | undefined): object {
  const secrets = settings === undefined ? {} : openSecrets(secretBox, programId, settings)
  return {
    kind: gateway.kind,
    name: gateway.name,
    enabled: settings?.isEnabled ?? false,
    allowMetadata: settings?.allowMetadata ?? true,
    allowCoupon: settings?.allowCoupon ?? true,
    webhookUrl: config.publicUrl + webhookPath(programId, gateway.kind),
    secrets: Object.entries(gateway.secrets).map(([name, { about }]) => ({ name, about, count: secrets === null ? null : (secrets[name]?.length ?? 0) })),
    updatedTs: settings?.updatedAt ?? null,
  }
}
