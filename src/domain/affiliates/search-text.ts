/** Characters that are kept of a suffix. What is searched beyond them is compared with the whole text. */
export const SUFFIX_CHARACTERS = 32
/** Of less no suffix is kept: one or two letters are in so many names that reading all of a program's affiliates is quicker. */
const LEAST_CHARACTERS = 3
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

/** Characters of a name that lists are sorted by. */
const SORTED_CHARACTERS = 64

/** What lists are sorted by: the beginning of the first line, as in migration 000022. */
export function sortNameOf(searchText: string): string {
  const [line = ''] = searchText.split('\n', 1)
  return [...line].slice(0, SORTED_CHARACTERS).join('')
}

/** Every end of every line, cut to SUFFIX_CHARACTERS: a part of a line is the beginning of one of them. Without the shortest ends. */
export function suffixesOf(searchText: string): string[] {
  const suffixes = new Set<string>()
  for (const line of searchText.split('\n')) {
    const characters = [...line]
    for (let start = 0; start + LEAST_CHARACTERS <= characters.length; start += 1) suffixes.add(characters.slice(start, start + SUFFIX_CHARACTERS).join(''))
  }
  return [...suffixes]
}

/** What is looked for in search texts. */
export interface Search {
  readonly text: string
  /** Where the suffixes that may match begin and end; null: too short for the index. */
  readonly range: { readonly first: string; readonly beyond: string } | null
}

/** A search as it is carried out; null: it looks for nothing, so it finds everything. */
export function parseSearch(search: string): Search | null {
  const text = foldSearchText(search)
  if (text === '') return null
  const characters = [...text]
  const first = characters.slice(0, SUFFIX_CHARACTERS).join('')
  return { text, range: characters.length < LEAST_CHARACTERS ? null : { first, beyond: first + BEYOND } }
}
