/** What separates cells in the files that programs write. */
export const DELIMITERS = [',', ';', '\t', '|'] as const

/** What separates the cells of a heading: what stands in it most often outside of quotes; a comma when there is nothing. */
export function detectDelimiter(start: string): string {
  const counts = new Map<string, number>()
  let isQuoted = false
  for (const char of start.trimStart()) {
    if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && (char === '\n' || char === '\r')) break
    else if (!isQuoted) counts.set(char, (counts.get(char) ?? 0) + 1)
  }
  return DELIMITERS.reduce((most, delimiter) => ((counts.get(delimiter) ?? 0) > (counts.get(most) ?? 0) ? delimiter : most))
}
