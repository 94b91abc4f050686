import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allowedDeepLink,
  compileLandingPage,
  deepLinkHosts,
  fillDeepLink,
  fillLandingPage,
  type LandingValues,
  passThrough,
} from '../../src/domain/tracking/landing-page.ts'

const values: LandingValues = {
  clickKey: '7n42DGM5Tflk9n8mt7Fhc7',
  affiliateId: '01930000-0000-7000-8000-000000000001',
  trackerId: '01930000-0000-7000-8000-000000000002',
  customParameter: 'a b&c=d',
  subIds: ['one', undefined, 'drei/ü', ...Array(6).fill(undefined), '[ClickKey]'],
  country: 'MT',
}

function fill(url: string, with_: LandingValues = values): string | null {
  const page = compileLandingPage(url)
  return page === null ? null : fillLandingPage(page, with_)
}

test.each`
  landingPage                                       | location
  ${'https://b.example?btag=[ClickKey]'}            | ${'https://b.example?btag=7n42DGM5Tflk9n8mt7Fhc7'}
  ${'https://b.example/{click_id}'}                 | ${'https://b.example/7n42DGM5Tflk9n8mt7Fhc7'}
  ${'https://b.example/?k={clickkey}&l=[clickkey]'} | ${'https://b.example/?k=7n42DGM5Tflk9n8mt7Fhc7&l=7n42DGM5Tflk9n8mt7Fhc7'}
  ${'https://b.example/[AffiliateId]/[TrackerId]'}  | ${'https://b.example/01930000-0000-7000-8000-000000000001/01930000-0000-7000-8000-000000000002'}
  ${'https://b.example/?c=[CustomParameter]'}       | ${'https://b.example/?c=a%20b%26c%3Dd'}
  ${'https://b.example/?1=[S1]&2=[S2]&3=[S3]'}      | ${'https://b.example/?1=one&2=&3=drei%2F%C3%BC'}
  ${'https://b.example/?10=[S10]'}                  | ${'https://b.example/?10=%5BClickKey%5D'}
  ${'https://b.example/[Country]'}                  | ${'https://b.example/MT'}
  ${'https://b.example/?x=[S11]&y=[Foo]&z={bar}'}   | ${'https://b.example/?x=[S11]&y=[Foo]&z={bar}'}
  ${'https://[country].b.example/'}                 | ${'https://MT.b.example/'}
  ${'https://[S1].b.example/'}                      | ${'https://[S1].b.example/'}
  ${'https://b.example/ä b?q=€#ö[S1]'}              | ${'https://b.example/%C3%A4%20b?q=%E2%82%AC#%C3%B6one'}
  ${'https://b.example/a\r\nSet-Cookie: x=1'}       | ${'https://b.example/a%0D%0ASet-Cookie:%20x=1'}
  ${'javascript:alert(1)'}                          | ${null}
  ${'//b.example/'}                                 | ${null}
`('the landing page $landingPage becomes $location', ({ landingPage, location }) => {
  expect(fill(landingPage)).toBe(location)
})

test('whatever the visitor sends, the location is ASCII without blanks and stays on the host', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }), (first, custom) => {
      const location = fill('https://b.example/p?a=[S1]&c=[CustomParameter]&k=[ClickKey]', { ...values, subIds: [first], customParameter: custom })
      expect(location).toMatch(/^[\x21-\x7e]+$/)
      expect(new URL(location ?? '').host).toBe('b.example')
      expect([...new URL(location ?? '').searchParams.keys()]).toEqual(['a', 'c', 'k'])
    }),
  )
})

describe('a deep link', () => {
  const hosts = deepLinkHosts(['b.example', 'Shop.Example', 'b.example:8443', 'bücher.example'])

  test.each`
    asked                                  | allowed
    ${'https://b.example/promo?x=1'}       | ${'https://b.example/promo?x=1'}
    ${'https://B.EXAMPLE/promo'}           | ${'https://b.example/promo'}
    ${'https://shop.example'}              | ${'https://shop.example/'}
    ${'https://b.example:443/'}            | ${'https://b.example/'}
    ${'https://b.example:8443/'}           | ${'https://b.example:8443/'}
    ${'https://bücher.example/ü'}          | ${'https://xn--bcher-kva.example/%C3%BC'}
    ${'http://b.example/'}                 | ${null}
    ${'https://b.example.evil.example/'}   | ${null}
    ${'https://evil.example/b.example'}    | ${null}
    ${'https://b.example@evil.example/'}   | ${null}
    ${'https://x:y@b.example/'}            | ${null}
    ${'https://sub.b.example/'}            | ${null}
    ${'https://b.example./'}               | ${null}
    ${'https://b.example:9/'}              | ${null}
    ${'//b.example/'}                      | ${null}
    ${'/promo'}                            | ${null}
    ${'javascript:alert(1)//b.example'}    | ${null}
    ${'https:\\\\evil.example\\b.example'} | ${null}
    ${'https://evil.example\\@b.example/'} | ${null}
    ${'data:text/html,x'}                  | ${null}
    ${''}                                  | ${null}
  `('to $asked goes to $allowed', ({ asked, allowed }) => {
    expect(allowedDeepLink(asked, hosts)?.href ?? null).toBe(allowed)
  })

  test('is never allowed when the brand names no host', () => {
    expect(allowedDeepLink('https://b.example/', new Set())).toBeNull()
  })

  test.each`
    asked                                         | landingPage                                       | location
    ${'https://b.example/promo'}                  | ${'https://b.example?btag=[ClickKey]&lang=en'}    | ${'https://b.example/promo?btag=7n42DGM5Tflk9n8mt7Fhc7'}
    ${'https://b.example/promo?x=1#top'}          | ${'https://b.example?btag=[ClickKey]&s={S1}[S1]'} | ${'https://b.example/promo?x=1&btag=7n42DGM5Tflk9n8mt7Fhc7&s={S1}one#top'}
    ${'https://b.example/promo?btag=[ClickKey]'}  | ${'https://b.example?btag=[ClickKey]'}            | ${'https://b.example/promo?btag=7n42DGM5Tflk9n8mt7Fhc7'}
    ${'https://b.example/promo'}                  | ${'https://b.example/[ClickKey]'}                 | ${'https://b.example/promo'}
  `('to $asked carries what the landing page $landingPage carries', ({ asked, landingPage, location }) => {
    const url = allowedDeepLink(asked, hosts)
    expect(url === null ? null : fillDeepLink(url, landingPage, values)).toBe(location)
  })
})

describe('passed through parameters', () => {
  test.each`
    url                           | parameters                                | location
    ${'https://b.example'}        | ${[['gclid', 'x y'], ['q', 'ü']]}         | ${'https://b.example?gclid=x%20y&q=%C3%BC'}
    ${'https://b.example/?a=1#h'} | ${[['b', '2']]}                           | ${'https://b.example/?a=1&b=2#h'}
    ${'https://b.example/?btag=k'} | ${[['BTAG', 'mine'], ['b', '2']]}        | ${'https://b.example/?btag=k&b=2'}
    ${'https://b.example/'}       | ${[['a', '1'], ['a', '2'], ['flag', '']]} | ${'https://b.example/?a=1&flag'}
    ${'https://b.example/'}       | ${[['a', 'x\r\ny: z']]}                   | ${'https://b.example/?a=x%0D%0Ay%3A%20z'}
    ${'https://b.example/'}       | ${[]}                                     | ${'https://b.example/'}
  `('$parameters are added to $url, but never replace its own', ({ url, parameters, location }) => {
    expect(passThrough(url, parameters, 2_000)).toBe(location)
  })

  test('stop where the address would become too long', () => {
    expect(passThrough('https://b.example/', [['a', 'x'.repeat(50)], ['b', '1']], 60)).toBe('https://b.example/')
  })
})
