import { isIP } from 'node:net'
import type { NewEvent } from '../../../domain/events/new-event.ts'
import { DomainError, type FieldError } from '../../../domain/errors.ts'
import { type Micros, microsFromNumber } from '../../../domain/money/amounts.ts'
import { isCurrency } from '../../../domain/money/currencies.ts'
import { parseInstant } from '../../../domain/time/instant.ts'

const KINDS = ['conversion', 'lead', 'page_view'] as const
const TEXT_MAX = 255
const ERRORS_NAMED_MAX = 100

/** The events of a call, and the campaigns that they name. */
export interface ParsedEvents {
  readonly campaignIds: ReadonlySet<string>
  readonly events: readonly NewEvent[]
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Checks the shape of a call's events, in the order and the words that clients know. Throws `invalid_request` with the first 100 errors;
 * then nothing is stored. By hand and not by a schema library, like the transactions of the operator API and for the same reason.
 */
export function parseEvents(body: unknown, mostEvents: number): ParsedEvents {
  const list = isFields(body) ? body['events'] : undefined
  if (!Array.isArray(list)) throw refusal([error('events', 'events must be an array')])
  if (list.length > mostEvents) throw refusal([error('events', `events must contain no more than ${mostEvents} elements`)])
  const errors: FieldError[] = []
  const campaignIds = new Set<string>()
  const events: NewEvent[] = []
  for (let index = 0; index < list.length && errors.length < ERRORS_NAMED_MAX; index += 1) {
    const reader = new EventReader(errors, list.length > 1 ? `events.${index}.` : '')
    events.push(reader.read(list[index], campaignIds))
  }
  if (errors.length > 0) throw refusal(errors.slice(0, ERRORS_NAMED_MAX))
  return { campaignIds, events }
}

/** The refusal of an event that lies too far ahead, in this dialect's words. Others pass. */
export function tellAhead(refused: unknown, eventCount: number): unknown {
  if (!(refused instanceof DomainError) || refused.code !== 'event_ahead') return refused
  const prefixOf = (path: string) => (eventCount > 1 ? `events.${path}.` : '')
  return refusal(refused.errors.map(({ path }) => error(`${prefixOf(path)}timestamp`, `${prefixOf(path)}timestamp must not be more than 24 hours ahead`)))
}

function refusal(errors: readonly FieldError[]): DomainError {
  return new DomainError('invalid_request', { errors })
}

function error(path: string, message: string): FieldError {
  return { path, code: 'invalid', message }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads one event; what is wrong with it goes to the list it was made with. */
class EventReader {
  readonly #errors: FieldError[]
  readonly #prefix: string

  constructor(errors: FieldError[], prefix: string) {
    this.#errors = errors
    this.#prefix = prefix
  }

  read(value: unknown, campaignIds: Set<string>): NewEvent {
    if (!isFields(value)) this.#error('event', 'each value in nested property events must be either object or array')
    const raw = isFields(value) ? value : {}
    const kind = KINDS.find((candidate) => candidate === raw['event_type'])
    if (isFields(value) && kind === undefined) this.#error('event_type', `event_type must be one of the following values: ${KINDS.join(', ')}`)
    const campaignId = isFields(value) ? this.#required('campaign_id', raw['campaign_id']) : ''
    campaignIds.add(campaignId.toLowerCase())
    const referralCode = isFields(value) ? this.#required('affiliate_id', raw['affiliate_id']) : ''
    const properties = this.#object('properties', raw['properties']) ?? {}
    const facts = kind === 'conversion' ? this.#conversion(properties) : { ...NO_CONVERSION, occurredAt: parseInstant(properties['timestamp']) }
    const sessionId = this.#text('session_id', raw['session_id'])
    const { ip, ...deviceInfo } = this.#object('device_info', raw['device_info']) ?? {}
    return {
      kind: kind ?? 'page_view', referralCode, affiliateId: null, ...facts, sessionId, properties,
      deviceInfo: Object.keys(deviceInfo).length === 0 ? null : deviceInfo,
      // A zone names an interface of the machine it was read on; what is no address is not kept.
      ip: typeof ip === 'string' && isIP(ip) !== 0 && !ip.includes('%') ? ip : null,
    }
  }

  #conversion(properties: Fields): ConversionFacts {
    return {
      orderId: this.#required('order_id', properties['order_id']),
      value: this.#value(properties['order_value']),
      product: this.#text('product', properties['product']),
      customerEmail: this.#text('customer_email', properties['customer_email']),
      customerName: this.#text('customer_name', properties['customer_name']),
      occurredAt: this.#timestamp(properties['timestamp']),
      customerId: this.#name('customer_id', properties['customer_id']),
      currency: this.#currency(properties['currency']),
    }
  }

  #required(field: string, value: unknown): string {
    if (typeof value !== 'string' || value.trim() === '') this.#error(field, `${field} is required`)
    else return this.#notTooLong(field, value) ?? ''
    return ''
  }

  /** Null and empty text are as good as absent. */
  #text(field: string, value: unknown): string | null {
    if (value === undefined || value === null || value === '') return null
    if (typeof value === 'string') return this.#notTooLong(field, value)
    this.#error(field, `${field} must be a string`)
    return null
  }

  /** Text; many shops count their customers and send the number. */
  #name(field: string, value: unknown): string | null {
    return this.#text(field, typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value)
  }

  #notTooLong(field: string, value: string): string | null {
    if (value.length <= TEXT_MAX) return value
    this.#error(field, `${field} must be shorter than or equal to ${TEXT_MAX} characters`)
    return null
  }

  #object(field: string, value: unknown): Fields | null {
    if (value === undefined || value === null) return null
    if (isFields(value)) return value
    this.#error(field, `${field} must be an object`)
    return null
  }

  #value(value: unknown): Micros | null {
    const micros = typeof value === 'number' ? microsFromNumber(value) : null
    if (micros !== null && micros > 0n) return micros
    this.#error('order_value', 'order_value must be a positive number')
    return null
  }

  #timestamp(value: unknown): Date | null {
    if (value === undefined || value === null || value === '') return null
    const instant = parseInstant(value)
    if (instant === null) this.#error('timestamp', 'timestamp must be a valid ISO 8601 date string')
    return instant
  }

  #currency(value: unknown): string | null {
    const code = this.#text('currency', value)?.toUpperCase() ?? null
    if (code === null || isCurrency(code)) return code
    this.#error('currency', 'currency must be a valid ISO4217 currency code')
    return null
  }

  #error(field: string, message: string): void {
    this.#errors.push(error(`${this.#prefix}${field}`, `${this.#prefix}${message}`))
  }
}

type ConversionFacts = Pick<NewEvent, 'orderId' | 'value' | 'currency' | 'customerId' | 'customerEmail' | 'customerName' | 'product' | 'occurredAt'>

const NO_CONVERSION = { orderId: null, value: null, currency: null, customerId: null, customerEmail: null, customerName: null, product: null } as const
