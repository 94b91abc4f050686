import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClickSignals, flagNames, isBlocking, judgeClick } from '../../src/domain/tracking/click-flags.ts'
import { readVisitorAgent } from '../../src/domain/tracking/visitor-agent.ts'
import { readVisitorParameters } from '../../src/domain/tracking/visitor-parameters.ts'

describe('visitor parameters', () => {
  test('are sub-ids, the click id, utm, the deep link and others', () => {
    expect(readVisitorParameters('s1=a&S10=j%20j&clickid=c%2B1+2&utm_source=news&utm_Medium=mail&url=https%3A%2F%2Fb.example&x=1&flag')).toEqual({
      subIds: ['a', , , , , , , , , 'j j'],
      customParameter: 'c+1 2',
      utm: [['utm_source', 'news'], ['utm_medium', 'mail']],
      deepLink: 'https://b.example',
      others: [['x', '1'], ['flag', '']],
    })
  })

  test.each`
    query                             | first
    ${'s1=a&s1=b'}                    | ${'a'}
    ${'s1=&s1=b'}                     | ${'b'}
    ${'s1=%00a%00'}                   | ${'a'}
    ${'s1=%zz%4'}                     | ${'%zz%4'}
    ${'s1=%ED%A0%80'}                 | ${'\uFFFD\uFFFD\uFFFD'}
    ${`s1=${'x'.repeat(100_000)}`}    | ${'x'.repeat(255)}
    ${'%731=a'}                       | ${'a'}
    ${'s0=a&s11=b&s=c&s1'}            | ${undefined}
    ${`${'a=1&'.repeat(64)}s1=late`}  | ${undefined}
  `('the first sub-id of $query', ({ query, first }) => {
    expect(readVisitorParameters(query).subIds[0]).toBe(first)
  })

  test('never throw and never hold what the database cannot', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        const read = readVisitorParameters(`s1=${query}&utm_source=${query}&${query}`)
        for (const value of [...read.subIds, ...read.utm.flat(), ...read.others.flat()]) {
          expect(value === undefined || value.isWellFormed()).toBe(true)
        }
        expect(JSON.stringify([read.subIds, read.utm])).not.toContain('\\u0000')
      }),
    )
  })
})

describe('flags', () => {
  const browser: ClickSignals = {
    isHead: false,
    isBot: false,
    isDatacenter: false,
    secPurpose: undefined,
    purpose: undefined,
    secFetchDest: undefined,
    secFetchMode: undefined,
    secFetchUser: undefined,
  }

  test.each`
    case                              | signals                                                                             | flags                | isBlocked
    ${'an in-app browser'}            | ${{}}                                                                               | ${[]}                | ${false}
    ${'a person who clicked'}         | ${{ secFetchDest: 'document', secFetchMode: 'navigate', secFetchUser: '?1' }}       | ${[]}                | ${false}
    ${'a script that navigated'}      | ${{ secFetchDest: 'document', secFetchMode: 'navigate' }}                           | ${['no_gesture']}    | ${false}
    ${'a robot'}                      | ${{ isBot: true }}                                                                  | ${['bot']}           | ${true}
    ${'a HEAD request'}               | ${{ isHead: true }}                                                                 | ${['head']}          | ${true}
    ${'a prefetch'}                   | ${{ secPurpose: 'prefetch' }}                                                       | ${['prefetch']}      | ${true}
    ${'a prerender'}                  | ${{ secPurpose: 'prefetch;prerender' }}                                             | ${['prefetch']}      | ${true}
    ${'an old prefetch'}              | ${{ purpose: 'Prefetch' }}                                                          | ${['prefetch']}      | ${true}
    ${'an image'}                     | ${{ secFetchDest: 'image', secFetchMode: 'no-cors' }}                               | ${['non_document']}  | ${true}
    ${'a frame'}                      | ${{ secFetchDest: 'iframe', secFetchMode: 'navigate', secFetchUser: '?1' }}         | ${['non_document']}  | ${true}
    ${'a fetch'}                      | ${{ secFetchDest: 'empty', secFetchMode: 'cors' }}                                  | ${['non_document']}  | ${true}
    ${'a no-cors request alone'}      | ${{ secFetchMode: 'no-cors' }}                                                      | ${['non_document']}  | ${true}
    ${'a server in a data centre'}    | ${{ isDatacenter: true }}                                                           | ${['datacenter']}    | ${false}
  `('$case → $flags', ({ signals, flags, isBlocked }) => {
    const judged = judgeClick({ ...browser, ...signals })
    expect(flagNames(judged)).toEqual(flags)
    expect(isBlocking(judged)).toBe(isBlocked)
  })
})

test.each`
  agent                                                                                                                                                                 | family                | isBot
  ${'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'}                                                 | ${'Chrome'}           | ${false}
  ${'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0'}                                   | ${'Edge'}             | ${false}
  ${'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1'}                         | ${'Safari'}           | ${false}
  ${'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'}                                                                                          | ${'Firefox'}          | ${false}
  ${'Mozilla/5.0 (Linux; Android 15; SM-S928B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36'}                      | ${'Samsung Internet'} | ${false}
  ${'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 400.0.0.0'}                               | ${'Instagram app'}    | ${false}
  ${'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/500.0]'}                           | ${'Facebook app'}     | ${false}
  ${'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'}                                                                                        | ${'bot'}              | ${true}
  ${'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'}                                                                                       | ${'bot'}              | ${true}
  ${'curl/8.5.0'}                                                                                                                                                       | ${'bot'}              | ${true}
  ${' '}                                                                                                                                                                | ${'bot'}              | ${true}
`('the agent $agent is $family', ({ agent, family, isBot }) => {
  expect(readVisitorAgent(agent)).toEqual({ family, isBot })
})
