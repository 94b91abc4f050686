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

/** Reads what a page says as it is now: what the page changes later has no effect. Null: a conversion without order or value. */
export function readReport(kind: EventKind, given: unknown): Report | null {
  const properties = copyFields({ ...describePage(kind), ...Object(given) })
  const report = { kind, id: randomId(), madeAt: Date.now(), isRepeatable: false, properties }
  return kind === 'conversion' ? readConversion(report) : report
}

/** A copy without the halves of characters (of titles cut short) and NULs that no server takes. @throws for what is no JSON */
export function copyFields(given: unknown): Fields {
  if (typeof given !== 'object' || given === null) return {}
  return JSON.parse(JSON.stringify(given).replace(/(\\\\)|\\u(?:0000|d[89a-f]..)/g, (_, backslash?: string) => backslash ?? '\ufffd'))
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

/** Templates of shops make texts of numbers and numbers of texts. */
function readConversion(report: Report): Report | null {
  const orderId = String(report.properties['order_id'] ?? '').trim()
  const orderValue = Number(report.properties['order_value'])
  if (orderId === '' || !(orderValue > 0) || orderValue === Infinity) return null
  return { ...report, id: `order ${orderId}`, isRepeatable: true, properties: { ...report.properties, order_id: orderId, order_value: orderValue } }
}
