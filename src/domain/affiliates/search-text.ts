/** Characters that are kept of a suffix. What is searched beyond them is compared with the whole text. */
export const SUFFIX_CHARACTERS = 32
/** Behind every text that begins with another: the highest code point, which no folded text contains. */
const BEYOND = '\u{10ffff}'

// The same marks, letters and spaces as in migration 000002, which folded the affiliates that were there before.
const MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u{10ffff}]/gu
const SPACES = /[ \t\n\r]+/g
const PLAIN_LETTERS: Readonly<Record<string, string>> = { ø: 'o', đ: 'd', ł: 'l', ı: 'i', ς: 'σ', ß: 'ss', æ: 'ae', œ: 'oe' }
const SPECIAL_LETTERS = /[øđłıςßæœ]/g

/** The form in which people's words are searched: case, accents and the width of letters make no difference. */
export function foldSearchText(text: string): string {
  const bare = text.normalize('NFKD').replace(MARKS, '').toLowerCase()
  return bare.replace(SPECIAL_LETTERS, (letter) => PLAIN_LETTERS[letter] ?? letter).replace(SPACES, ' ').trim()
}

/** What an affiliate is found by. */
export interface SearchedFields {
  /** Null: nobody gave one. */
  readonly name: string | null
  readonly email: string | null
  readonly referralCode: string | null
}

/** The folded fields, a line each. */
export function searchTextOf({ name, email, referralCode }: SearchedFields): string {
  return [name, email, referralCode].map((field) => foldSearchText(field ?? '')).filter((field) => field !== '').join('\n')
}

/** Every end of every line, cut to SUFFIX_CHARACTERS: a part of a line is the beginning of one of them. */
export function suffixesOf(searchText: string): string[] {
  const suffixes = new Set<string>()
  for (const line of searchText.split('\n')) {
    const characters = [...line]
    for (let start = 0; start < characters.length; start += 1) suffixes.add(characters.slice(start, start + SUFFIX_CHARACTERS).join(''))
  }
  return [...suffixes]
}

/** Where the suffixes that a search may match begin and end, and the whole text that is looked for. */
export interface SearchRange {
  readonly first: string
  readonly beyond: string
  readonly text: string
}

/** The range of a search; null: it looks for nothing, so it finds everything. */
export function searchRangeOf(search: string): SearchRange | null {
  const text = foldSearchText(search)
  if (text === '') return null
  const first = [...text].slice(0, SUFFIX_CHARACTERS).join('')
  return { first, beyond: first + BEYOND, text }
}
