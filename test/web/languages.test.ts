import { globSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { AUDIT_ACTIONS } from '../../src/domain/access/audit-action.ts'
import { ERROR_CATALOGUE } from '../../src/domain/errors.ts'
import { parseInput } from '../../src/http/plumbing/validation.ts'
import { refusalOf } from '../support/refusal-of.ts'

// The texts of the apps are registered for a page.
vi.stubGlobal('localStorage', { getItem: () => null })
vi.stubGlobal('document', { documentElement: {} })
const { inWords } = await import('../../web/ui/refusals/in-words.ts')
await import('../../web/admin/audit/action-words.ts')
const { default: i18next } = await import('i18next')

const OTHERS = ['pt-BR', 'es'] as const

test('whatever the audit tells has a word in each language', () => {
  for (const language of ['en', ...OTHERS]) {
    expect(Object.keys(i18next.getResourceBundle(language, 'actions')).sort()).toEqual([...AUDIT_ACTIONS].sort())
  }
})

test('each refusal of the catalogue is told in each language', () => {
  for (const [, said] of Object.values(ERROR_CATALOGUE)) for (const language of OTHERS) expect(inWords(said, language), said).not.toBe(said)
})

// What stands in files and calls that nobody fills in by hand stays as the server says it: for developers, in English.
const FOR_DEVELOPERS = /reconciliation\/|parse-transactions|create-transactions|operators\/set-up|idempotency|site-fields|campaign-api|gateway-webhooks/

test('each sentence that the server refuses a form with is told in each language', () => {
  const sources = globSync('src/{domain,http}/**/*.ts').filter((file) => !FOR_DEVELOPERS.test(file))
  const told = sources.flatMap((file) => refusalsIn(readFileSync(file, 'utf8')))
  expect(told.length).toBeGreaterThan(150)
  const untold = told.filter((said) => OTHERS.some((language) => inWords(said, language) === said))
  expect([...new Set(untold)]).toEqual([])
})

/** Sentences that stand where a refusal is made, with something in each gap. */
function refusalsIn(source: string): string[] {
  const literals = source.matchAll(/\b(?:message|error): (?:[^'`\n]{0,80}\? )?(?:'((?:[^'\\\n]|\\.)*)'|`([^`]*)`)(?: : '((?:[^'\\\n]|\\.)*)')?/g)
  return [...literals]
    .flatMap(([, plain, template, otherwise]) => [plain, template?.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7'), otherwise])
    .filter((text): text is string => text !== undefined && /^[A-Z].*\s/.test(text))
    .map((text) => text.replaceAll("\\'", "'"))
}

test.each`
  case                     | schema                             | value        | english                       | portuguese                            | spanish
  ${'missing'}             | ${z.string()}                      | ${undefined} | ${'This is required.'}        | ${'Este campo é obrigatório.'}        | ${'Este campo es obligatorio.'}
  ${'empty'}               | ${z.string().min(1)}               | ${''}        | ${'This is required.'}        | ${'Este campo é obrigatório.'}        | ${'Este campo es obligatorio.'}
  ${'too short'}           | ${z.string().min(3)}               | ${'a'}       | ${'At least 3 characters.'}   | ${'Pelo menos 3 caracteres.'}         | ${'Al menos 3 caracteres.'}
  ${'too long'}            | ${z.string().max(2)}               | ${'abc'}     | ${'At most 2 characters.'}    | ${'No máximo 2 caracteres.'}          | ${'Como máximo 2 caracteres.'}
  ${'not a number'}        | ${z.number()}                      | ${'x'}       | ${'This is no number.'}       | ${'Não é um número.'}                 | ${'No es un número.'}
  ${'not a whole number'}  | ${z.int()}                         | ${1.5}       | ${'This is no whole number.'} | ${'Não é um número inteiro.'}         | ${'No es un número entero.'}
  ${'too small'}           | ${z.number().min(-1.5)}            | ${-2}        | ${'At least -1.5.'}           | ${'No mínimo -1.5.'}                  | ${'Como mínimo -1.5.'}
  ${'too large'}           | ${z.number().max(1e13)}            | ${2e13}      | ${'At most 10000000000000.'}  | ${'No máximo 10000000000000.'}        | ${'Como máximo 10000000000000.'}
  ${'none chosen'}         | ${z.array(z.string()).min(1)}      | ${[]}        | ${'Choose at least one.'}     | ${'Escolha pelo menos um.'}           | ${'Hay que elegir al menos uno.'}
  ${'not one of them'}     | ${z.enum(['month', 'year'])}       | ${'day'}     | ${'Expected one of month, year.'} | ${'Não é uma das opções: month, year.'} | ${'No es una de las opciones: month, year.'}
`('what a field is told speaks to people: $case', ({ schema, value, english, portuguese, spanish }) => {
  const said = refusalOf(() => parseInput(z.object({ field: schema }), { field: value })).errors[0]?.message ?? ''
  expect([inWords(said, 'en'), inWords(said, 'pt-BR'), inWords(said, 'es')]).toEqual([english, portuguese, spanish])
})

test('what changes from case to case is kept, and states are words too', () => {
  expect(inWords('The payout 019a is settled.', 'pt-BR')).toBe('Estado do pagamento 019a: liquidado.')
  expect(inWords('Expected an amount of EUR above 0 and not finer than its minor unit.', 'es')).toMatch(/^Se espera un importe en EUR mayor que 0/)
  expect(inWords('Payouts are frozen: $& {n} $1', 'es')).toBe('Los pagos están congelados: $& {n} $1')
})

test('what nobody has put into words stays as it was said', () => {
  for (const said of ['Some sentence of tomorrow.', '', 'constructor', '__proto__']) for (const language of ['en', ...OTHERS] as const) expect(inWords(said, language)).toBe(said)
})
