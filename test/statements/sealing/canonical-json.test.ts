import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../src/domain/statements/sealing/canonical-json.ts'

describe('canonical JSON', () => {
  test.each`
    case                                        | value                                                         | expected
    ${'RFC 8785 §3.2.2, but for its fractions'} | ${{ numbers: [56, 4], string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\u0022/', literals: [null, true, false] }} | ${'{"literals":[null,true,false],"numbers":[56,4],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'}
    ${'RFC 8785 §3.2.3: names by code units'}   | ${{ '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One', '\u{1f600}': 'Emoji', '\u0080': 'Control', '\u00f6': 'Latin o' }} | ${'{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin o","€":"Euro Sign","😀":"Emoji","\ufb33":"Hebrew Letter Dalet With Dagesh"}'}
    ${'names of names'}                         | ${{ b: { d: 1, c: 2 }, a: [] }}                               | ${'{"a":[],"b":{"c":2,"d":1}}'}
    ${'short escapes'}                          | ${'\b\t\n\f\r"\\/\u007f\u2028'}                               | ${'"\\b\\t\\n\\f\\r\\"\\\\/\u007f\u2028"'}
    ${'other control characters'}               | ${'\u0000\u001f'}                                             | ${'"\\u0000\\u001f"'}
    ${'the largest exact integer'}              | ${Number.MAX_SAFE_INTEGER}                                    | ${'9007199254740991'}
    ${'minus zero'}                             | ${-0}                                                         | ${'0'}
    ${'a name that objects have'}               | ${JSON.parse('{"__proto__":1}')}                              | ${'{"__proto__":1}'}
  `('$case', ({ value, expected }) => {
    expect(canonicalJson(value)).toBe(expected)
  })

  test.each([1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, 1n, undefined, { a: undefined }, [undefined], () => 1, new Date(), new Map(), '\ud800', { '\udc00': 1 }])(
    'refuses %s, which has no one text',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError)
    },
  )

  test('reads back as what it is of, and does not depend on the order in which an object was made', () => {
    const document = fc.object({ key: fc.string({ unit: 'binary', maxLength: 6 }), values: [fc.string({ unit: 'binary', maxLength: 10 }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)], maxDepth: 3, maxKeys: 4 })
    fc.assert(
      fc.property(document, (value) => {
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(turned(value))).toBe(text)
      }),
      { numRuns: 100 },
    )
  })
})

/** The same with the members of its objects in the other order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, turned(member)]))
}
