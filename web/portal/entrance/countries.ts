import type { Language } from '../../ui/words.ts'

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** Regions that are no countries, or that codes are kept for. */
const NONE = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'])

/** Every country with its name in a language, in the order of the names. */
export function countriesIn(language: Language): readonly (readonly [code: string, name: string])[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter((code) => !NONE.has(code))
  // A code that was given up is a name of another one, which is there already.
  const named = codes.flatMap((code) =>
    new Intl.Locale(`und-${code}`).maximize().region === code ? [[code, names.of(code)] as const] : [],
  )
  return named
    .flatMap(([code, name]) => (name === undefined ? [] : [[code, name] as const]))
    .sort(([, a], [, b]) => a.localeCompare(b, language))
}
