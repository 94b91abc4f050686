import { describe, expect, test } from 'vitest'
import { domainsOfOrigin, isAllowedDomain, isAllowedOrigin } from '../../src/domain/tracking/allowed-domains.ts'

describe('an origin is allowed by exact match', () => {
  test.each`
    origin                              | domain                     | expected
    ${'https://meusite.com'}            | ${'meusite.com'}           | ${true}
    ${'http://meusite.com'}             | ${'meusite.com'}           | ${true}
    ${'https://www.meusite.com'}        | ${'meusite.com'}           | ${false}
    ${'https://meusite.com.evil.test'}  | ${'meusite.com'}           | ${false}
    ${'https://evilmeusite.com'}        | ${'meusite.com'}           | ${false}
    ${'https://meusite.com:8443'}       | ${'meusite.com'}           | ${false}
    ${'https://meusite.com:8443'}       | ${'meusite.com:8443'}      | ${true}
    ${'https://meusite.com'}            | ${'meusite.com:443'}       | ${true}
    ${'http://meusite.com'}             | ${'meusite.com:443'}       | ${false}
    ${'http://localhost:3000'}          | ${'localhost:3000'}        | ${true}
    ${'http://localhost:3001'}          | ${'localhost:3000'}        | ${false}
    ${'http://localhost'}               | ${'localhost:3000'}        | ${false}
    ${'http://127.0.0.1'}               | ${'127.0.0.1'}             | ${true}
    ${'http://127.0.0.1:5173'}          | ${'127.0.0.1'}             | ${false}
    ${'https://loja.meusite.com'}       | ${'*.meusite.com'}         | ${true}
    ${'https://a.b.meusite.com'}        | ${'*.meusite.com'}         | ${true}
    ${'https://meusite.com'}            | ${'*.meusite.com'}         | ${false}
    ${'https://xmeusite.com'}           | ${'*.meusite.com'}         | ${false}
    ${'https://loja.meusite.com:8443'}  | ${'*.meusite.com'}         | ${false}
    ${'https://loja.meusite.com:8443'}  | ${'*.meusite.com:8443'}    | ${true}
    ${'https://xn--lojaao-8qa.com'}     | ${'xn--lojaao-8qa.com'}    | ${true}
    ${'null'}                           | ${'null'}                  | ${true}
    ${'null'}                           | ${'*.null'}                | ${false}
    ${'null'}                           | ${'meusite.com'}           | ${false}
  `('$origin with $domain → $expected', ({ origin, domain, expected }) => {
    expect(isAllowedOrigin(origin, ['other.example', domain])).toBe(expected)
    expect(domainsOfOrigin(origin).includes(domain)).toBe(expected)
  })

  test.each([
    undefined, '', 'null', 'meusite.com', '//meusite.com', 'https://meusite.com/', 'https://meusite.com/page', 'https://meusite.com?x', 'https://MEUSITE.com',
    'https://user@meusite.com', 'https://meusite.com.', 'file://meusite.com', 'chrome-extension://meusite.com', 'https://meusite.com, https://meusite.com', ' https://meusite.com',
  ])('%j is no page of meusite.com', (origin) => {
    expect(isAllowedOrigin(origin, ['meusite.com'])).toBe(false)
  })

  test('without allowed domains nobody is allowed', () => {
    expect(isAllowedOrigin('https://meusite.com', [])).toBe(false)
  })
})

describe('an allowed domain is a bare host', () => {
  test.each(['meusite.com', 'null', 'localhost', 'localhost:3000', '127.0.0.1', '127.0.0.1:65535', '*.meusite.com', '*.meusite.com:8443', 'a-b.example'])('%s', (domain) => {
    expect(isAllowedDomain(domain)).toBe(true)
  })

  test.each([
    '', '*', '*.', '*.*.com', 'a.*.com', 'https://meusite.com', 'meusite.com/', 'meusite.com/loja', 'MeuSite.com', 'meusite.com.', '.meusite.com', 'meu site.com', 'meusite.com:', 'meusite.com:0',
    'meusite.com:65536', 'user@meusite.com', '-a.example', 'a-.example', 'lojação.com', 'a..b', '[::1]', `${'a.'.repeat(130)}com`, 'meusite.com\n', 'null\0',
  ])('%j is none', (domain) => {
    expect(isAllowedDomain(domain)).toBe(false)
  })
})
