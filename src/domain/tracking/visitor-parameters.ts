import { unescape as decodePercent } from 'node:querystring'

/** What the visitor's link brought along in its query. Every value is decoded, capped, well-formed and free of NUL. */
export interface VisitorParameters {
  /** s1 … s10 by place, 0 to 9; undefined where none was sent. */
  readonly subIds: readonly (string | undefined)[]
  /** `clickid`: the affiliate's own click id. */
  readonly customParameter: string | undefined
  /** utm_* as sent, name and value. */
  readonly utm: readonly (readonly [name: string, value: string])[]
  /** `url`: where a deep link wants to go. Unchecked. */
  readonly deepLink: string | undefined
  /** Everything else, decoded, for links that pass it through. */
  readonly others: readonly (readonly [name: string, value: string])[]
}

export const SUB_IDS = 10
export const SUB_ID_CHARACTERS = 255
export const CUSTOM_PARAMETER_CHARACTERS = 512
/** Parameters after these are not looked at. */
export const PARAMETERS_MAX = 64
const UTM_MAX = 10
const UTM_NAME = /^utm_[a-z0-9_]{1,32}$/
const OTHER_CHARACTERS = 2_048

const NONE: VisitorParameters = { subIds: [], customParameter: undefined, utm: [], deepLink: undefined, others: [] }

interface Draft {
  subIds: (string | undefined)[]
  customParameter: string | undefined
  utm: [string, string][]
  deepLink: string | undefined
  others: [string, string][]
}

/** Reads a query string (without its `?`). Names count whatever their case; of a repeated name the first value counts. */
export function readVisitorParameters(query: string): VisitorParameters {
  if (query === '') return NONE
  const draft: Draft = { subIds: [], customParameter: undefined, utm: [], deepLink: undefined, others: [] }
  // Asked once for all, because most queries are: then nothing has to be decoded or cleaned.
  const isPlain = PLAIN_QUERY.test(query)
  let start = 0
  for (let i = 0; i < PARAMETERS_MAX && start <= query.length; i += 1) {
    let end = query.indexOf('&', start)
    if (end === -1) end = query.length
    if (end > start) readParameter(draft, query.slice(start, end), isPlain)
    start = end + 1
  }
  return draft
}

const PLAIN_QUERY = /^[\w.~&=-]*$/

function readParameter(draft: Draft, pair: string, isPlain: boolean): void {
  const equals = pair.indexOf('=')
  if (equals === pair.length - 1) return
  const encodedName = equals === -1 ? pair : pair.slice(0, equals)
  const encoded = equals === -1 ? '' : pair.slice(equals + 1)
  const sentName = isPlain ? encodedName : decode(encodedName)
  const place = subIdPlace(sentName)
  if (place >= 0) draft.subIds[place] ??= cleaned(encoded, SUB_ID_CHARACTERS, isPlain)
  else readNamed(draft, sentName, encoded, isPlain)
}

function readNamed(draft: Draft, sentName: string, encoded: string, isPlain: boolean): void {
  const name = sentName.toLowerCase()
  if (name === 'clickid') {
    draft.customParameter ??= cleaned(encoded, CUSTOM_PARAMETER_CHARACTERS, isPlain)
  } else if (name === 'url') {
    draft.deepLink ??= cleaned(encoded, OTHER_CHARACTERS, isPlain)
  } else if (name.startsWith('utm_')) {
    readUtm(draft, name, encoded, isPlain)
  } else {
    draft.others.push([sentName, cleaned(encoded, OTHER_CHARACTERS, isPlain) ?? ''])
  }
}

function readUtm(draft: Draft, name: string, encoded: string, isPlain: boolean): void {
  const value = cleaned(encoded, SUB_ID_CHARACTERS, isPlain)
  if (value === undefined || draft.utm.length === UTM_MAX || !UTM_NAME.test(name)) return
  if (draft.utm.every(([known]) => known !== name)) draft.utm.push([name, value])
}

const DIGIT_ZERO = 48
const LETTER_S = 115
const LOWER_CASE = 0x20

/** The place of s1 … s10 in any case, else -1. */
function subIdPlace(name: string): number {
  if (name.length > 3 || (name.charCodeAt(0) | LOWER_CASE) !== LETTER_S) return -1
  if (name.endsWith('10') && name.length === 3) return 9
  const digit = name.charCodeAt(1) - DIGIT_ZERO
  return name.length === 2 && digit >= 1 && digit <= 9 ? digit - 1 : -1
}

/** Decoded, well-formed, without NUL (which PostgreSQL cannot hold), cut to a length; undefined when nothing is left. */
function cleaned(encoded: string, characters: number, isPlain: boolean): string | undefined {
  const text = isPlain ? encoded.slice(0, characters) : cleanText(decode(encoded), characters)
  return text === '' ? undefined : text
}

const PLAIN = /^[\w.~-]*$/

/** Text of a visitor made storable: well-formed, without NUL, cut to a length. */
export function cleanText(text: string, characters: number): string {
  const cut = text.length > characters ? text.slice(0, characters) : text
  return PLAIN.test(cut) ? cut : cut.toWellFormed().replaceAll('\u0000', '')
}

// The decoder of node:querystring, because it never throws: what is no valid escape stays as it is.
function decode(text: string): string {
  if (PLAIN.test(text)) return text
  return decodePercent(text.replaceAll('+', ' '))
}
