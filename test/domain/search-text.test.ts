import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldSearchText, parseSearch, type Search, searchTextOf, SUFFIX_CHARACTERS, suffixesOf } from '../../src/domain/affiliates/search-text.ts'

describe('folding for a search', () => {
  test.each`
    text                 | folded
    ${'João Silva'}      | ${'joao silva'}
    ${'Jo\u0303ao'}      | ${'joao'}
    ${'  JOÃO  \tSILVA'} | ${'joao silva'}
    ${'Øyvind Łódź'}     | ${'oyvind lodz'}
    ${'Straße ÆSIR'}     | ${'strasse aesir'}
    ${'İstanbul ıçı'}    | ${'istanbul ici'}
    ${'ΟΔΥΣΣΕΥΣ'}        | ${'οδυσσευσ'}
    ${'Ёлка'}            | ${'елка'}
    ${'\uff2a\uff4f'}    | ${'jo'}
    ${'नमस्ते'}          | ${'नमस्ते'}
    ${'\u0301'}          | ${''}
  `('$text is looked for as $folded', ({ text, folded }) => {
    expect(foldSearchText(text)).toBe(folded)
  })

  test('twice is as good as once', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      expect(foldSearchText(foldSearchText(text))).toBe(foldSearchText(text))
    }))
  })
})

describe('suffixes', () => {
  test('a line each, cut, without repeats', () => {
    expect(suffixesOf(searchTextOf({ name: 'Anna', email: null, referralCode: 'ANNA' })).sort()).toEqual(['anna', 'nna'])
    expect(suffixesOf('x'.repeat(40)).map(({ length }) => length).sort((a, b) => b - a)[0]).toBe(SUFFIX_CHARACTERS)
    expect(suffixesOf('')).toEqual([])
  })

  test('a text is found by exactly what it contains', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    fc.assert(fc.property(name, fc.nat(), fc.nat(), name, (text, start, length, other) => {
      const searchText = searchTextOf({ name: text, email: null, referralCode: null })
      const letters = [...text]
      const part = letters.slice(start % letters.length).slice(0, 1 + (length % letters.length)).join('')
      for (const search of [part, other]) {
        const parsed = parseSearch(search)
        if (parsed !== null) expect(isFound(searchText, parsed)).toBe(searchText.includes(parsed.text))
      }
    }))
  })
})

/** What the index and the comparison behind it find, as PostgreSQL orders text in the C collation: by its bytes. */
function isFound(searchText: string, { text, range }: Search): boolean {
  const inRange = (suffix: string) =>
    range === null || (Buffer.compare(Buffer.from(suffix), Buffer.from(range.first)) >= 0 && Buffer.compare(Buffer.from(suffix), Buffer.from(range.beyond)) < 0)
  return (range === null || suffixesOf(searchText).some(inRange)) && searchText.includes(text)
}
