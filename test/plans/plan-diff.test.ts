import { describe, expect, test } from 'vitest'
import { planDiff } from '../../src/domain/plans/words/plan-diff.ts'
import { CONTEXT, SHARE, VERSION } from './support/samples.ts'

const withRate = (ratePpm: bigint) => ({ ...VERSION, components: [{ ...SHARE, tiers: { ...SHARE.tiers, bands: [{ from: 0n, ratePpm }] } }] })
const FEE = { key: 'period_fee', type: 'period_fee', amountMinor: 10_000n, isProrated: true, holdDays: null, rates: [], caps: [], floorMinor: null } as const

describe('the difference between two versions', () => {
  test('a version is no different from itself', () => {
    expect(planDiff(VERSION, VERSION, CONTEXT)).toEqual([])
  })

  test('a rate that changes is said with what it was, in every language', () => {
    expect(planDiff(VERSION, withRate(300_000n), CONTEXT)).toEqual([
      {
        component: 'revenue_share', topic: 'rate', kind: 'changed',
        words: {
          en: 'Revenue share – Rate: from “25 %” to “30 %”.',
          'pt-BR': 'Participação na receita – Taxa: de “25 %” para “30 %”.',
          es: 'Participación en los ingresos – Tasa: de «25 %» a «30 %».',
        },
      },
    ])
  })

  test('a component that comes or goes is said as a whole', () => {
    const both = { ...VERSION, components: [...VERSION.components, FEE] }
    expect(planDiff(VERSION, both, CONTEXT).map(({ component, topic, kind, words }) => [component, topic, kind, words.en])).toEqual([
      ['period_fee', null, 'added', 'New: Fee per month. Pays: 100.00 EUR for each calendar month. A month in part: pays that part of the amount, by days.'],
    ])
    expect(planDiff(both, VERSION, CONTEXT).map(({ component, kind }) => [component, kind])).toEqual([['period_fee', 'removed']])
  })

  test('what one version says and the other does not is added or removed', () => {
    const floored = { ...VERSION, components: [{ ...SHARE, floorMinor: 5_000n }] }
    expect(planDiff(VERSION, floored, CONTEXT).map(({ topic, kind }) => [topic, kind])).toEqual([['floor', 'added']])
    expect(planDiff(floored, VERSION, CONTEXT).map(({ topic, kind }) => [topic, kind])).toEqual([['floor', 'removed']])
  })

  test('dates, reach, notice and hold are compared too', () => {
    const later = { ...VERSION, version: 2, effectiveFrom: new Date('2026-12-01T00:00:00.000Z'), appliesTo: 'from_date', noticeDays: 60, holdDays: 7 } as const
    expect(planDiff(VERSION, later, CONTEXT).map(({ component, topic }) => [component, topic])).toEqual([
      [null, 'effectiveFrom'], [null, 'appliesTo'], [null, 'noticeDays'], [null, 'holdDays'],
    ])
  })
})
