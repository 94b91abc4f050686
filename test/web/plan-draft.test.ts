import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { COMPONENT_EXAMPLES } from '../../src/http/operator-api/commission-plan/component-fields.ts'
import { COMPONENT_TYPES, newComponent } from '../../web/admin/plans/builder/draft.ts'
import { fieldOfPath } from '../../web/admin/plans/builder/field-of-path.ts'
import { fromComponentDraft, fromDraft } from '../../web/admin/plans/builder/from-draft.ts'
import { toComponentDraft, toDraft } from '../../web/admin/plans/builder/to-draft.ts'
import { instantOfLocal, localTimeOf } from '../../web/ui/date-range/local-time.ts'
import { randomWorld } from '../oracle/generator.ts'
import { random } from '../simulation/random.ts'

const through = (components: readonly unknown[]) => components.map((component) => fromComponentDraft(toComponentDraft(component)))

/** What the engine understands, or what it refuses. */
function understood(components: readonly unknown[], currency: string): unknown {
  try {
    return readComponents(components, currency, 'components')
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

describe('a plan that goes through the form means what it meant', () => {
  test('in the examples of the document', () => {
    for (const component of Object.values(COMPONENT_EXAMPLES)) expect(understood(through([component]), 'EUR')).toEqual(understood([component], 'EUR'))
    expect(Object.keys(COMPONENT_EXAMPLES).sort()).toEqual([...COMPONENT_TYPES].sort())
  })

  test('in everything that the rules of commission show', () => {
    const text = readFileSync(new URL('../../docs/commission-rules.md', import.meta.url), 'utf8')
    const shown = [...text.matchAll(/`(\{"type".*?\})`/g)].map(([, json]) => JSON.parse(json ?? ''))
    expect(shown.length).toBeGreaterThan(5)
    for (const component of shown) expect(understood(through([component]), 'EUR')).toEqual(understood([component], 'EUR'))
  })

  test('in plans made by chance, of which every field of every component is some', () => {
    const said = new Set<string>()
    for (let seed = 1; seed <= 150; seed++) {
      const { program, versions } = randomWorld(random(seed), COMPONENT_TYPES)
      for (const { components } of versions) {
        expect(understood(through(components), program.currency), JSON.stringify(components)).toEqual(understood(components, program.currency))
        for (const component of components) for (const field of Object.keys(component)) said.add(`${component.type}.${field}`)
      }
    }
    expect(said.size).toBeGreaterThan(50)
  })

  test('and says the same when it goes through once more', () => {
    for (const component of Object.values(COMPONENT_EXAMPLES)) {
      const [once = {}] = through([component])
      expect(through([once])).toEqual([once])
    }
  })
})

test('the whole version comes back, its date by the clock of the program', () => {
  const version = {
    effectiveFrom: '2026-11-01T00:00:00.000Z', appliesTo: 'from_date', noticeDays: 30, holdDays: 14, components: [COMPONENT_EXAMPLES.cpa, { type: 'revenue_share', rate: '25' }],
  } as const
  const draft = toDraft('Hybrid', version, (instant) => localTimeOf(instant, 'Europe/Malta'))
  expect(draft.version.effectiveFrom).toBe('2026-11-01T01:00')
  const body = fromDraft(draft, (time) => instantOfLocal(time, 'Europe/Malta'))
  expect(body).toEqual({ ...version, components: through(version.components) })
})

test('what is no number goes as it was typed, so that the API can say so', () => {
  const draft = { ...newComponent('cpl'), amount: ' 3,50 ' }
  expect(fromComponentDraft(draft)).toEqual({ type: 'cpl', amount: '3,50' })
  expect(fromComponentDraft({ ...draft, amount: '' })).toEqual({ type: 'cpl' })
})

test('a component says only what its type can say', () => {
  const typed = { ...newComponent('revenue_share'), rate: '25', amount: '50', threshold: '3', months: '6' }
  expect(fromComponentDraft(typed)).toEqual({ type: 'revenue_share', rate: '25' })
  expect(fromComponentDraft({ ...typed, type: 'period_fee' })).toEqual({ type: 'period_fee', amount: 50 })
})

test('countries may be written as one likes', () => {
  const cpl = newComponent('cpl')
  expect(fromComponentDraft({ ...cpl, requirements: { ...cpl.requirements, countries: ' mt;it , de' } })).toEqual({ type: 'cpl', requirements: { countries: ['MT', 'IT', 'DE'] } })
})

test.each`
  path                                                       | field
  ${'version.components.0.rate'}                             | ${'version.components.0.rate'}
  ${'version.components.0.tiers.window'}                     | ${'version.components.0.tiers.window.kind'}
  ${'version.components.0.rates.1.countries.2'}              | ${'version.components.0.rates.1.countries'}
  ${'version.components.0.caps.0.count'}                     | ${'version.components.0.caps.0.per'}
  ${'version.components.0.carryover'}                        | ${'version.components.0.carryover.mode'}
  ${'version.components.0.unheard.of'}                       | ${'version.components.0.rate'}
  ${'version.effectiveFrom'}                                 | ${'version.effectiveFrom'}
  ${'currency'}                                              | ${undefined}
`('what is wrong with $path is shown at $field', ({ path, field }) => {
  const names = ['rate', 'tiers.window.kind', 'rates.1.countries', 'caps.0.per', 'caps.0.amount', 'carryover.mode'].map((name) => `version.components.0.${name}`)
  expect(fieldOfPath(path, [...names, 'version.effectiveFrom', 'name'])).toBe(field)
})

test.each`
  zone                   | instant                       | local
  ${'Europe/Malta'}      | ${'2026-11-21T10:00:00.000Z'} | ${'2026-11-21T11:00'}
  ${'Europe/Malta'}      | ${'2026-07-01T22:00:00.000Z'} | ${'2026-07-02T00:00'}
  ${'America/Sao_Paulo'} | ${'2026-11-21T01:30:00.000Z'} | ${'2026-11-20T22:30'}
  ${'Asia/Kathmandu'}    | ${'2026-01-01T00:00:00.000Z'} | ${'2026-01-01T05:45'}
  ${'UTC'}               | ${'2026-12-31T23:59:00.000Z'} | ${'2026-12-31T23:59'}
`('$instant is $local in $zone, and back', ({ zone, instant, local }) => {
  expect(localTimeOf(instant, zone)).toBe(local)
  expect(instantOfLocal(local, zone)).toBe(instant)
})

test('a time that the clock shows twice is the first, one that it leaves out is after the change', () => {
  expect(instantOfLocal('2026-10-25T02:30', 'Europe/Malta')).toBe('2026-10-25T00:30:00.000Z')
  expect(instantOfLocal('2026-03-29T02:30', 'Europe/Malta')).toBe('2026-03-29T01:30:00.000Z')
  expect(instantOfLocal('tomorrow', 'UTC')).toBe('tomorrow')
})
