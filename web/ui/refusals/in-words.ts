import { type Language, readLanguage } from '../words.ts'
import { affiliatesTexts } from './affiliates.ts'
import { generalTexts } from './general.ts'
import { moneyTexts } from './money.ts'
import { peopleTexts } from './people.ts'
import { plansTexts } from './plans.ts'
import { reportsTexts } from './reports.ts'
import { STATES } from './states.ts'
import { trackingTexts } from './tracking.ts'

/**
 * What the server says, and how each language says it: Portuguese, Spanish, and English where the server's own words are not for people in a form.
 * `{name}` stands for what changes from case to case: a number if it is one of `NUMBERS`, the word for a state for `{state}`, else any text.
 */
export type RefusalTexts = Readonly<Record<string, readonly [portuguese: string, spanish: string, english?: string]>>
type Said = RefusalTexts[string]

const TEXTS: RefusalTexts = {
  // What is particular comes before what would fit it as well.
  ...peopleTexts,
  ...affiliatesTexts,
  ...trackingTexts,
  ...plansTexts,
  ...moneyTexts,
  ...reportsTexts,
  ...generalTexts,
}

const SLOT = /\{(\w+)\}/g
const NUMBERS = new Set(['n', 'min', 'max', 'most', 'days', 'count', 'limit', 'side', 'all', 'found'])

const patterns = Object.entries(TEXTS)
  .filter(([said]) => said.includes('{'))
  .map(([said, texts]) => ({ pattern: patternOf(said), texts }))

/** A refusal in the reader's language; as the server said it, where nobody has put it into words. */
export function inWords(said: string, language: Language = readLanguage()): string {
  const exact = Object.hasOwn(TEXTS, said) ? TEXTS[said] : undefined
  if (exact !== undefined) return textIn(exact, language) ?? said
  for (const { pattern, texts } of patterns) {
    const found = pattern.exec(said)
    if (found !== null)
      return textIn(texts, language)?.replace(SLOT, (_, slot: string) => filling(slot, found.groups?.[slot] ?? '', language)) ?? said
  }
  return said
}

function textIn([portuguese, spanish, english]: Said, language: Language): string | undefined {
  return { en: english, 'pt-BR': portuguese, es: spanish }[language]
}

function filling(slot: string, value: string, language: Language): string {
  if (slot === 'state') return STATES[value]?.[language] ?? value
  // A choice as the validator writes it: "a"|"b".
  return slot === 'words' ? value.replaceAll('"', '').replaceAll('|', ', ') : value
}

function patternOf(said: string): RegExp {
  const source = said
    .split(SLOT)
    .map((part, place) => (place % 2 === 0 ? escaped(part) : `(?<${part}>${NUMBERS.has(part) ? '-?[\\d.,]*\\d' : '.+?'})`))
  return new RegExp(`^${source.join('')}$`, 's')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
