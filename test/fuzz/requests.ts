import { newId } from '../../src/domain/ids.ts'
import type { Json, Operation } from '../operator-api/support/document.ts'
import { type Generator, mutate, NASTY, type Random } from '../operator-api/support/generate.ts'

/** Knows ids of everything that was made, by the name of the field that would hold them. */
export class KnownIds {
  readonly #byField = new Map<string, string[]>()
  readonly #random: Random
  readonly #aliases: Readonly<Record<string, string>>

  constructor(random: Random, aliases: Readonly<Record<string, string>> = {}) {
    this.#random = random
    this.#aliases = aliases
  }

  add(field: string, id: string): void {
    this.#byField.set(field, [...(this.#byField.get(field) ?? []).slice(-30), id])
  }

  for(field: string): string {
    const known = this.#byField.get(this.#aliases[field] ?? field)
    return known === undefined || this.#random.chance(0.1) ? newId() : this.#random.pick(known)
  }
}

/** A query that the document allows, mostly. Empty, or with its question mark. */
export function queryFor(operation: Operation, random: Random, generator: Generator): string {
  const parts = operation.query.filter(() => random.chance(0.25)).map(({ name, schema }) => {
    const value = random.chance(0.8) ? generator.value(schema, name) : random.pick(NASTY)
    return `${name}=${encodeURIComponent(typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value))}`
  })
  if (random.chance(0.02)) parts.push(random.pick(['x=1', 'limit=1&limit=2', 'cursor=abc', '%', 'a[b]=c', '__proto__=1']))
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** A body that the document allows, mostly, as text. Undefined: none. */
export function bodyFor(operation: Operation, random: Random, generator: Generator): unknown {
  const { body } = operation
  if (body === undefined) return random.chance(0.03) ? '{}' : undefined
  if (random.chance(0.02)) return random.pick(['', '{', '[]', 'null', '{"a":1,"a":2}', '"\\ud800"', '['.repeat(1_000), '\ufeff{}'])
  const good = body.example !== undefined && random.chance(0.4) ? withRealIds(body.example, generator) : (generator.value(body.schema, '') as Json)
  const value = random.chance(0.3) ? mutate(good, random) : good
  return JSON.stringify(value) ?? ''
}

/** An example of the document with ids of what exists. */
export function withRealIds(example: Json, generator: Generator, field = ''): Json {
  if (Array.isArray(example)) return example.map((item) => withRealIds(item, generator, field))
  if (typeof example === 'object' && example !== null) return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, withRealIds(value, generator, name)]))
  return typeof example === 'string' && /^[0-9a-f-]{36}$/.test(example) ? (generator.value({ type: 'string', format: 'uuid' }, field) as Json) : example
}

