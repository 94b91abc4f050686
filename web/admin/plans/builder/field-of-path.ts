/**
 * The input that shows what the API says of a path: the one of that name, or the nearest to it — the switch of a choice (`window` → `window.kind`), the
 * list that an entry is in (`countries.1` → `countries`), or else the first of the same part.
 */
export function fieldOfPath(path: string, names: Iterable<string>): string | undefined {
  const known = [...names]
  const parts = path.split('.')
  for (let length = parts.length; length > 0; length--) {
    const part = parts.slice(0, length).join('.')
    if (known.includes(part)) return part
    const within = known.find((name) => name.startsWith(`${part}.`))
    if (within !== undefined) return within
  }
  return undefined
}
