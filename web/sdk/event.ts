import { randomId } from './random-id.ts'

export type EventKind = 'page_view' | 'lead' | 'conversion'
export type Fields = Readonly<Record<string, unknown>>

/** What a page reports, before it is known for whom. */
export interface Report {
  readonly kind: EventKind
  readonly id: string
  readonly madeAt: number
  readonly isRepeatable: boolean
  readonly properties: Fields
}

/** The server takes no longer names. */
const LONGEST_NAME = 255
const NAMES = ['product', 'customer_name']

/** Reads what a page says as it is now: what the page changes later has no effect. Null: a conversion without order or value. */
export function readReport(kind: EventKind, given: unknown): Report | null {
  const fields = { ...describePage(kind), ...Object(given) }
  const conversion = kind === 'conversion' ? readConversion(fields) : {}
  if (conversion === null) return null
  const { order_id: orderId } = conversion
  return {
    kind, id: orderId === undefined ? randomId() : `order ${orderId}`, madeAt: Date.now(), isRepeatable: orderId !== undefined,
    properties: copyFields({ ...fields, ...conversion }),
  }
}

/** A copy without the halves of characters (of texts cut short) and NULs that no server takes. @throws for what is no JSON */
export function copyFields(fields: object): Fields {
  return JSON.parse(JSON.stringify(fields).replace(/(\\\\)|\\u(?:0000|d[89a-f]..)/g, (_, backslash?: string) => backslash ?? '\ufffd'))
}

export function describeDevice(): Fields {
  return { user_agent: navigator.userAgent, language: navigator.language, screen_width: screen.width, screen_height: screen.height }
}

function describePage(kind: EventKind): Fields {
  const url = withoutQuery(location.href)
  return kind === 'page_view' ? { url, title: document.title, referrer: withoutQuery(document.referrer) } : { url }
}

/** Queries carry names, addresses and tokens, which are nobody's business here. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*/, '')
}

/** What the server is strict about. Templates of shops make texts of numbers, numbers of texts, and names without end. */
function readConversion(given: Fields): { readonly order_id?: string; readonly [name: string]: unknown } | null {
  const orderId = String(given['order_id'] ?? '').trim()
  const orderValue = Number(given['order_value'])
  if (orderId === '' || !(orderValue > 0) || orderValue === Infinity) return null
  const names = NAMES.filter((name) => given[name] != null).map((name) => [name, String(given[name]).slice(0, LONGEST_NAME)])
  return { ...Object.fromEntries(names), order_id: orderId, order_value: orderValue }
}
