import { listOf, objectOf, textOf } from './builder/json-reader.ts'

/** What a component pays, as short as it can be said: `50–80`, `25 %–35 %`. Amounts are told by `amount`. */
export function paysOf(component: unknown, amount: (value: number) => string): string {
  const json = objectOf(component)
  const rates = [json, ...listOf(objectOf(json['tiers'])['bands']), ...listOf(json['steps']), ...listOf(json['levels'])]
    .map((part) => textOf(objectOf(part)['rate']))
    .filter((rate) => rate !== '')
  if (rates.length > 0) return span(rates.map((rate) => `${rate} %`))
  const amounts = [json, ...listOf(json['levels'])].map((part) => objectOf(part)['amount']).filter((value) => typeof value === 'number')
  return span(amounts.map(amount))
}

function span(texts: readonly string[]): string {
  const [first = '', last = first] = [texts[0], texts.at(-1)]
  return first === last ? first : `${first}–${last}`
}
