/** A value as a person reads it. What is not plain is shown as JSON, exactly. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  return JSON.stringify(value)
}

/** An object, one field per line. */
export function describeFields(fields: object): string {
  const entries = Object.entries(fields)
  const width = Math.max(0, ...entries.map(([name]) => name.length))
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${describeValue(value)}\n`).join('')
}

/** A table with a line for the names of its columns. */
export function describeTable(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const lines = [columns, ...rows.map((row) => row.map(describeValue))]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)))
  return lines.map((line) => `${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd()}\n`).join('')
}

/** `3 brands`, `1 brand`. */
export function count(amount: number | bigint, noun: string, plural = `${noun}s`): string {
  return `${amount.toLocaleString('en')} ${BigInt(amount) === 1n ? noun : plural}`
}
