/** Where something is not as it must be: `lines.3.line.amount`; empty: the whole. */
export type Misfit = string

/** Adds the places below `at` where a value is not of a shape. */
export type Shape = (value: unknown, at: string, misfits: Misfit[]) => void

function shapeOf(isRight: (value: unknown) => boolean): Shape {
  return (value, at, misfits) => {
    if (!isRight(value)) misfits.push(at)
  }
}

export const text = shapeOf((value) => typeof value === 'string' && value.isWellFormed())
export const flag = shapeOf((value) => typeof value === 'boolean')
/** From 0. */
export const count = shapeOf((value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)
/** A decimal amount: `-12.50`. */
export const amount = matching(/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/)
export const id = matching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

/** That many bytes in lower-case hex. */
export function hex(bytes: number): Shape {
  return matching(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
}

export function matching(pattern: RegExp): Shape {
  return shapeOf((value) => typeof value === 'string' && pattern.test(value))
}

export function oneOf(...values: readonly unknown[]): Shape {
  return shapeOf((value) => values.includes(value))
}

export function nullable(shape: Shape): Shape {
  return (value, at, misfits) => {
    if (value !== null) shape(value, at, misfits)
  }
}

export function listOf(shape: Shape): Shape {
  return (value, at, misfits) => {
    if (!Array.isArray(value)) return void misfits.push(at)
    value.forEach((item, index) => shape(item, join(at, String(index)), misfits))
  }
}

/** Exactly these members: what is not checked must not be shown as if it were. */
export function objectOf(members: Readonly<Record<string, Shape>>): Shape {
  const names = Object.keys(members)
  return (value, at, misfits) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return void misfits.push(at)
    const entries = new Map<string, unknown>(Object.entries(value))
    for (const name of names) members[name]?.(entries.get(name), join(at, name), misfits)
    for (const name of entries.keys()) if (!Object.hasOwn(members, name)) misfits.push(join(at, name))
  }
}

function join(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`
}
