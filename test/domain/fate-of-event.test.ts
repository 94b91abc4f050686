import { expect, test } from 'vitest'
import { fateOfEvent } from '../../src/domain/events/fate-of-event.ts'
import { buyerOf } from '../../src/domain/events/register-buyers.ts'

const AT = new Date('2026-11-15T12:00:00.000Z')
const active = { id: '019abc00-0000-7000-8000-000000000001', isActive: true }
const inactive = { ...active, isActive: false }
const brandId = '019abc00-0000-7000-8000-000000000002'

test.each`
  case                                       | kind            | status      | affiliate    | brand        | currency | rateFrom                      | expected
  ${'a conversion'}                          | ${'conversion'} | ${'active'} | ${active}    | ${brandId}   | ${null}  | ${null}                       | ${'converted'}
  ${'in the program’s currency'}             | ${'conversion'} | ${'active'} | ${active}    | ${brandId}   | ${'BRL'} | ${null}                       | ${'converted'}
  ${'a rate from just now'}                  | ${'conversion'} | ${'active'} | ${active}    | ${brandId}   | ${'EUR'} | ${AT}                         | ${'converted'}
  ${'a rate from a moment later'}            | ${'conversion'} | ${'active'} | ${active}    | ${brandId}   | ${'EUR'} | ${new Date(+AT + 1)}          | ${'unattributed fx_rate_missing'}
  ${'no rate'}                               | ${'conversion'} | ${'active'} | ${active}    | ${brandId}   | ${'EUR'} | ${null}                       | ${'unattributed fx_rate_missing'}
  ${'no brand to book it at'}                | ${'conversion'} | ${'active'} | ${active}    | ${null}      | ${null}  | ${null}                       | ${'unattributed brand_unknown'}
  ${'an inactive affiliate'}                 | ${'conversion'} | ${'active'} | ${inactive}  | ${brandId}   | ${'EUR'} | ${null}                       | ${'unattributed affiliate_inactive'}
  ${'an unknown affiliate'}                  | ${'conversion'} | ${'active'} | ${undefined} | ${brandId}   | ${null}  | ${null}                       | ${'unattributed affiliate_unknown'}
  ${'a paused campaign'}                     | ${'conversion'} | ${'paused'} | ${undefined} | ${brandId}   | ${null}  | ${null}                       | ${'unattributed campaign_paused'}
  ${'a draft'}                               | ${'conversion'} | ${'draft'}  | ${active}    | ${brandId}   | ${null}  | ${null}                       | ${'unattributed campaign_paused'}
  ${'a lead'}                                | ${'lead'}       | ${'active'} | ${active}    | ${null}      | ${'EUR'} | ${null}                       | ${'recorded'}
  ${'a page view of an unknown affiliate'}   | ${'page_view'}  | ${'active'} | ${undefined} | ${brandId}   | ${null}  | ${null}                       | ${'unattributed affiliate_unknown'}
  ${'a page view of a paused campaign'}      | ${'page_view'}  | ${'paused'} | ${active}    | ${brandId}   | ${null}  | ${null}                       | ${'unattributed campaign_paused'}
`('$case → $expected', ({ kind, status, affiliate, brand, currency, rateFrom, expected }) => {
  const rates = new Map(rateFrom === null ? [] : [['EUR', rateFrom]])
  const { outcome, reason } = fateOfEvent({ kind, currency }, { status, currency: 'BRL', brandId: brand }, affiliate, AT, rates)
  expect(reason === null ? outcome : `${outcome} ${reason}`).toBe(expected)
})

test.each`
  customerId   | customerEmail           | expected
  ${'c-1'}     | ${'Ana@Cliente.example'} | ${'c-1'}
  ${null}      | ${'Ana@Cliente.example'} | ${'ana@cliente.example'}
  ${null}      | ${' ana@cliente.example '} | ${'ana@cliente.example'}
  ${null}      | ${'  '}                 | ${null}
  ${null}      | ${null}                 | ${null}
`('the buyer of id $customerId and e-mail $customerEmail is $expected', ({ customerId, customerEmail, expected }) => {
  expect(buyerOf({ customerId, customerEmail })).toBe(expected)
})
