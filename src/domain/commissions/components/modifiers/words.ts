import type { Cap, Modifiers, RateRow } from '../../rules/plan-terms.ts'
import { type Clause, clause, clauseUnless, days, type Phrase, type Wording } from '../clauses.ts'

/** What holds of any component: its table of rates, caps, floor and hold. */
export function modifierClauses({ rates, caps, floorMinor, holdDays }: Modifiers, say: Wording): readonly Clause[] {
  return [
    ...rates.map((row, index) => clause(say, `rates.${index}`, [`Instead, row ${index + 1}`, `Em vez disso, linha ${index + 1}`, `En su lugar, fila ${index + 1}`], rowWords(say, row))),
    ...clauseUnless(rates.length === 0, () =>
      clause(say, 'rates', ['Which row', 'Qual linha', 'Qué fila'], [
        'the first that matches; for all others what is said above', 'a primeira que corresponde; para todos os outros, o que está dito acima',
        'la primera que corresponde; para todos los demás, lo dicho arriba',
      ]),
    ),
    ...caps.map((cap, index) => clause(say, `caps.${index}`, [`Cap ${index + 1}`, `Limite ${index + 1}`, `Tope ${index + 1}`], capWords(say, cap))),
    ...floorMinor === null ? [] : [floorClause(say, say.money(floorMinor))],
    ...holdDays === null ? [] : [holdClause(say, holdDays)],
  ]
}

/** The days from an event until its commission is payable. */
export function holdClause(say: Wording, holdDays: number): Clause {
  const span = days(say, holdDays)
  return clause(say, 'holdDays', ['Hold', 'Retenção', 'Retención'], [
    `a commission is payable ${span} after its event`, `uma comissão é pagável ${span} depois do seu evento`, `una comisión es pagadera ${span} después de su evento`,
  ])
}

function floorClause(say: Wording, amount: string): Clause {
  return clause(say, 'floor', ['Minimum', 'Mínimo', 'Mínimo'], [
    `at least ${amount} for each calendar month in which the terms are in force`, `pelo menos ${amount} por mês civil em que os termos estão em vigor`,
    `al menos ${amount} por cada mes natural en el que los términos están en vigor`,
  ])
}

function rowWords(say: Wording, { countries, brands, products, trackers, devices, ratePpm, amountsMinor }: RateRow): Phrase {
  const scopes = [
    countries === null ? [] : [narrowed(say, ['country', 'país', 'país'], say.list(countries))],
    brands === null ? [] : [narrowed(say, ['brand', 'marca', 'marca'], say.names(brands))],
    products === null ? [] : [narrowed(say, ['product', 'produto', 'producto'], say.names(products))],
    trackers === null ? [] : [narrowed(say, ['tracker', 'rastreador', 'rastreador'], say.names(trackers))],
    devices === null ? [] : [narrowed(say, ['device', 'dispositivo', 'dispositivo'], say.list(devices))],
  ].flat().join('; ')
  const pay = amountsMinor === null ? say.percent(ratePpm ?? 0n) : amountsMinor.map((amount) => say.money(amount)).join(', ')
  return [`${pay} where ${scopes}`, `${pay} onde ${scopes}`, `${pay} donde ${scopes}`]
}

function narrowed(say: Wording, thing: Phrase, which: string): string {
  return `${say.pick(thing)}: ${which}`
}

const PER: Readonly<Record<Cap['per'], Phrase>> = {
  customer: ['for each customer', 'por cliente', 'por cada cliente'],
  affiliate: ['for each affiliate', 'por afiliado', 'por cada afiliado'],
  plan: ['for all affiliates of the plan together', 'para todos os afiliados do plano juntos', 'para todos los afiliados del plan juntos'],
}

const WINDOWS: Readonly<Record<Cap['window'], Phrase>> = {
  day: ['each day', 'por dia', 'por día'],
  week: ['each week', 'por semana', 'por semana'],
  month: ['each calendar month', 'por mês civil', 'por mes natural'],
  lifetime: ['for all time', 'para sempre', 'para siempre'],
}

const BEYOND: Readonly<Record<Cap['action'], Phrase>> = {
  zero: ['what is beyond earns nothing', 'o que passa disso não rende nada', 'lo que lo supera no gana nada'],
  reject: ['what is beyond is rejected', 'o que passa disso é rejeitado', 'lo que lo supera se rechaza'],
}

function capWords(say: Wording, { per, window, count, amountMinor, action }: Cap): Phrase {
  const most = amountMinor === null ? say.pick([`${count} awards`, `${count} comissões`, `${count} comisiones`]) : say.money(amountMinor)
  const rest = `${most} ${say.pick(PER[per])}, ${say.pick(WINDOWS[window])}; ${say.pick(BEYOND[action])}`
  return [`at most ${rest}`, `no máximo ${rest}`, `como máximo ${rest}`]
}
