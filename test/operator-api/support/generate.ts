import type { ApiDocument, Json, JsonRecord } from './document.ts'

/** Random numbers that a seed repeats (mulberry32). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** In [0, below). */
  integer(below: number): number {
    return Math.floor(this.next() * below)
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
}

/** JSON that nobody asked for; raw numbers are written exactly like this. */
export const NASTY: readonly unknown[] = [
  null, true, false, 0, -0, -1, 1.5, 1e-7, 9_007_199_254_740_993, JSON.rawJSON('1e400'), JSON.rawJSON('-1e400'), JSON.rawJSON('9007199254740993.01'),
  JSON.rawJSON('123456789012345678901234567890'), 1e13, -1e13, '', ' ', '\0', '\ud800', 'a\u0000b', '\u202e', '😀', '\u0001', 'x'.repeat(3_000), 'NaN', '1e400', '-0', '0x10',
  "' or 1=1 --", '<script>', '{{7*7}}', '%00', '../..', '__proto__', [], {}, [[[[]]]], { a: { b: {} } }, [null], ['', ''], { $ref: '#' }, { length: 1e9 },
  '2026-02-30T00:00:00Z', '2026-01-01', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-11-01T24:00:00Z', '2026-11-01T12:00:00.000Z', '019abc00-0000-7000-8000-000000000000',
]

/** Makes JSON that a schema of the document allows, mostly. `idFor` gives ids of what exists. */
export class Generator {
  readonly #document: ApiDocument
  readonly #random: Random
  readonly #idFor: (field: string) => string

  constructor(document: ApiDocument, random: Random, idFor: (field: string) => string) {
    this.#document = document
    this.#random = random
    this.#idFor = idFor
  }

  value(unresolved: JsonRecord, field: string, depth = 0): unknown {
    const schema = this.#document.resolve(unresolved)
    const variants = schema['anyOf'] ?? schema['oneOf']
    if (Array.isArray(variants)) return this.value(this.#random.pick(variants) as JsonRecord, field, depth)
    if (Array.isArray(schema['enum'])) return this.#random.pick(schema['enum'])
    if ('const' in schema) return schema['const']
    const type = Array.isArray(schema['type']) ? this.#random.pick(schema['type']) : schema['type']
    const examples = schema['examples']
    if (Array.isArray(examples) && schema['format'] !== 'uuid' && type !== 'object' && this.#random.chance(0.5)) return this.#random.pick(examples)
    switch (type) {
      case 'object': return this.#object(schema, depth)
      case 'array': return this.#array(schema, field, depth)
      case 'string': return this.#text(schema, field)
      case 'integer': return this.#number(schema, true)
      case 'number': return this.#number(schema, false)
      case 'boolean': return this.#random.chance(0.5)
      case 'null': return null
      default: return depth > 3 ? null : this.#random.pick(NASTY)
    }
  }

  #object(schema: JsonRecord, depth: number): JsonRecord {
    const required = new Set(Array.isArray(schema['required']) ? schema['required'] : [])
    const made: Record<string, unknown> = {}
    for (const [name, property] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonRecord>)) {
      if (required.has(name) || this.#random.chance(0.4)) made[name] = this.value(property, name, depth + 1)
    }
    const names = schema['propertyNames'] as JsonRecord | undefined
    if (names !== undefined && this.#random.chance(0.7)) made[String(this.value(names, '', depth + 1))] = this.value(schema['additionalProperties'] as JsonRecord, '', depth + 1)
    return made as JsonRecord
  }

  #array(schema: JsonRecord, field: string, depth: number): unknown[] {
    const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0
    return Array.from({ length: least + this.#random.integer(3) }, () => this.value(schema['items'] as JsonRecord, field, depth + 1))
  }

  #text(schema: JsonRecord, field: string): string {
    if (schema['format'] === 'uuid') return this.#idFor(field)
    if (schema['format'] === 'date-time') return new Date(Date.UTC(2026, this.#random.integer(12), 1 + this.#random.integer(28), this.#random.integer(24))).toISOString()
    if (schema['format'] === 'uri') return 'https://example.com/?k=[ClickKey]'
    if (schema['format'] === 'email') return `a${this.#random.integer(1e6)}@example.com`
    if (/^external/i.test(field)) return this.#random.pick(['bettest', 'player-1', 'player-2', 'tx-1', `x${this.#random.integer(1e6)}`])
    if (schema['pattern'] === '^[A-Z]{2}$') return this.#random.pick(['MT', 'BR', 'DE'])
    if (String(schema['pattern'] ?? '').includes('\\d')) return this.#random.pick(['1', '7.5', '25', '0.0001'])
    return this.#random.pick(['a', 'Some text', 'ünïcode ✓', 'x'.repeat(40), `t${this.#random.integer(1e6)}`])
  }

  #number(schema: JsonRecord, isWhole: boolean): number {
    const least = typeof schema['minimum'] === 'number' ? schema['minimum'] : -1_000
    const most = Math.min(typeof schema['maximum'] === 'number' ? schema['maximum'] : 1_000, least + 100_000)
    const value = Math.max(least, -1_000) + this.#random.next() * (Math.max(most, 0) - Math.max(least, -1_000))
    return isWhole ? Math.floor(value) : Math.round(value * 100) / 100
  }
}

/** Replaces, removes or adds something at a random place. */
export function mutate(value: Json, random: Random): unknown {
  if (random.chance(0.15)) return random.pick(NASTY)
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.1)) return [...value, random.pick(NASTY)]
    const at = random.integer(value.length)
    return value.map((item, index) => (index === at ? mutate(item, random) : item))
  }
  if (typeof value !== 'object' || value === null) return random.pick(NASTY)
  const names = Object.keys(value)
  if (names.length === 0 || random.chance(0.1)) return { ...value, [random.pick(['status', 'programId', 'id', 'balance', '__proto__x', 'constructor'])]: random.pick(NASTY) }
  const name = random.pick(names)
  if (random.chance(0.1)) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
  return { ...value, [name]: mutate(value[name] ?? null, random) }
}
