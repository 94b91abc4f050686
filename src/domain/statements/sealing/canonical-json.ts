/** What a document may hold. Numbers are integers that a double holds exactly; amounts are texts. */
export type CanonicalValue = string | number | boolean | null | readonly CanonicalValue[] | { readonly [name: string]: CanonicalValue }

/**
 * The one text of a document (RFC 8785): names in the order of their UTF-16 code units, no space, shortest escapes. What has no such text,
 * or could be read as something else (fractions, integers beyond 2^53, absent values, half surrogates), is refused with a `TypeError`.
 * Runs in browsers too.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalText(value)
    case 'number':
      if (!Number.isSafeInteger(value)) throw new TypeError(`not an exact integer: ${value}`)
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value)
    default:
      throw new TypeError(`has no canonical JSON: ${typeof value}`)
  }
}

// Most texts are ids, names of kinds, instants and amounts: they stand as they are. A million lines have fifteen million of them.
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

function canonicalText(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (/\p{Surrogate}/u.test(text)) throw new TypeError('not well-formed Unicode')
  return JSON.stringify(text)
}

function canonicalObject(value: object): string {
  if (!isPlain(value)) throw new TypeError('not a plain object')
  const names = Object.keys(value)
  // The default order is the one by code units.
  if (!isSorted(names)) names.sort()
  let text = ''
  for (const name of names) text += `${text === '' ? '{' : ','}${canonicalText(name)}:${canonicalJson(value[name])}`
  return text === '' ? '{}' : `${text}}`
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function isSorted(names: readonly string[]): boolean {
  for (let index = 1; index < names.length; index += 1) {
    if ((names[index - 1] ?? '') > (names[index] ?? '')) return false
  }
  return true
}
