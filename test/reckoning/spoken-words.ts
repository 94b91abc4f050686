import { expect } from 'vitest'
import { LANGUAGES, type Words } from '../../src/domain/commissions/explanation.ts'

/** Every language has the same numbers, and nothing that only programs understand. */
export function expectSpokenWords(words: Words): void {
  const numbers = LANGUAGES.map((language) => numbersIn(words[language], language === 'en' ? ',' : '.'))
  expect(numbers, words.en).toEqual([numbers[0], numbers[0], numbers[0]])
  for (const text of Object.values(words)) {
    expect(text).toMatch(/^\p{Lu}.*\.$/u)
    expect(text).not.toMatch(/undefined|null|NaN|_|[0-9a-f]{8}-[0-9a-f]{4}|\d{4}-\d{2}| {2}|: ?[.;]|\.\./)
  }
}

function numbersIn(text: string, group: string): string[] {
  return (text.match(/−?\d+(?:[.,]\d+)*/g) ?? []).map((number) => number.replaceAll(group, '').replace(',', '.')).sort()
}
