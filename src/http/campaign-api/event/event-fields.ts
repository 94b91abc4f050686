import { z } from 'zod'

const text = z.string().max(255).optional()

/** One event as it is sent. The document's form of it; parse-events.ts is what checks it. */
const eventInput = z
  .looseObject({
    event_type: z.enum(['conversion', 'lead', 'page_view']).meta({ description: 'conversion: an order. lead: somebody left their address. page_view: somebody looked.' }),
    campaign_id: z.string().meta({ format: 'uuid', description: 'The campaign of the key.' }),
    affiliate_id: z.string().max(255).meta({ description: 'The referral id of the affiliate, in any case.' }),
    session_id: text.meta({ description: 'What the visitor did in one go has the same.' }),
    properties: z
      .looseObject({
        order_id: text.meta({ description: 'Conversions: required. Unique per campaign: sent again it has no effect.' }),
        order_value: z.number().optional().meta({ description: 'Conversions: required, positive, in major units.' }),
        currency: z.string().optional().meta({ description: 'ISO 4217, when not the currency of the campaign.' }),
        customer_id: text.meta({ description: 'Who bought, by your own id; without it the e-mail address tells customers apart.' }),
        customer_email: text,
        customer_name: text,
        product: text.meta({ description: 'Its external id, if it is a product of the brand; else it is kept as it is.' }),
        timestamp: z.string().optional().meta({ format: 'date-time', description: 'When it happened; at most 24 hours ahead. Default: now.' }),
      })
      .optional()
      .meta({ description: 'Whatever is sent is kept.' }),
    device_info: z
      .looseObject({ user_agent: z.string().optional(), ip: z.string().optional(), language: z.string().optional(), screen_width: z.number().optional(), screen_height: z.number().optional() })
      .optional(),
  })
  .meta({ id: 'EventInput' })

const COMMON = { campaign_id: '019abc00-0000-7000-8000-000000000001', affiliate_id: 'JOAO2024' }
const CONVERSION = {
  event_type: 'conversion', ...COMMON,
  properties: { order_id: 'order-1001', order_value: 199.9, customer_email: 'ana@cliente.example', product: 'Plano anual', timestamp: '2026-11-01T12:00:00-03:00' },
}

export const SERVER_EXAMPLE = { events: [CONVERSION, { event_type: 'lead', ...COMMON, properties: { email: 'rui@cliente.example', lead_type: 'trial' } }] }
export const PAGE_EXAMPLE = {
  events: [
    {
      event_type: 'page_view', ...COMMON, session_id: '9f86d081884c7d659a2feaa0c55ad015', properties: { url: 'https://loja.example/planos', title: 'Planos' },
      device_info: { user_agent: 'Mozilla/5.0', language: 'pt-BR', screen_width: 1440, screen_height: 900 },
    },
  ],
}

/** The body of a call with at most so many events: any JSON here, the full form in the document. */
export function eventsBody(mostEvents: number, example: object): z.ZodType {
  const body = z.looseObject({ batch: z.boolean().optional().meta({ description: 'Has no effect.' }), events: z.array(eventInput).max(mostEvents) })
  return z.unknown().meta({ ...z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }), examples: [example] })
}

export const recordedAnswer = z.object({ success: z.literal(true) })
