/** Reading JSON of which nothing is known yet: what is not as expected is as if it were not there. */
export type Json = Readonly<Record<string, unknown>>

export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A number or a text as an input shows it. */
export function textOf(value: unknown, fallback = ''): string {
  if (typeof value === 'number') return plainNumber(value)
  return typeof value === 'string' ? value : fallback
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).map((one) => textOf(one))
}

export function flagOf(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback
}

/** Without an exponent: 1e-7 is no way to write an amount. */
function plainNumber(value: number): string {
  const text = String(value)
  return /e/.test(text) ? value.toFixed(12).replace(/\.?0+$/, '') : text
}
