import { Temporal } from 'temporal-polyfill'
import { type Clause, clause, days, type Phrase, type Wording, wordingOf } from '../../commissions/components/clauses.ts'
import { holdClause } from '../../commissions/components/modifiers/words.ts'
import type { Language } from '../../commissions/explanation.ts'
import type { AppliesTo, Carryover, Component } from '../../commissions/rules/plan-terms.ts'
import { clausesOf, titleOf } from './component-words.ts'

/** Raised whenever a sentence is written in other words: accepted texts are kept with the wording that they had. */
export const WORDING = 1

/** The terms of a version, as they are said. */
export interface WordedVersion {
  readonly version: number
  readonly effectiveFrom: Date
  readonly appliesTo: AppliesTo
  readonly noticeDays: number
  readonly holdDays: number
  readonly components: readonly Component[]
}

/** What the words of a plan need beside its terms. */
export interface TextContext {
  readonly planName: string
  readonly currency: string
  readonly timeZone: string
  /** Of revenue shares that say nothing of their own. */
  readonly carryover: Carryover
  /** Brands, products and trackers that the terms name, by id. */
  readonly names: ReadonlyMap<string, string>
}

export interface PlanText {
  readonly title: string
  readonly paragraphs: readonly Paragraph[]
}

export interface Paragraph {
  /** The component's key; null for what holds of all of them. */
  readonly component: string | null
  readonly heading: string
  readonly sentences: readonly string[]
}

/**
 * The terms of a version in words, generated from what the engine computes by, so that text and engine cannot disagree
 * (docs/commission-rules.md, "Terms in words"). The same terms and names give the same text, to the letter.
 */
export function planText(version: WordedVersion, language: Language, context: TextContext): PlanText {
  const say = wordingFor(language, context)
  const paragraphs = sectionsOf(version, say, context).map(({ component, heading, clauses }) => ({ component, heading, sentences: clauses.map(sentenceOf) }))
  return { title: say.pick([`${context.planName}, version ${version.version}`, `${context.planName}, versão ${version.version}`, `${context.planName}, versión ${version.version}`]), paragraphs }
}

/** A text as one string: what is shown, accepted and hashed. */
export function plainText({ title, paragraphs }: PlanText): string {
  const parts = paragraphs.map(({ heading, sentences }) => [heading, ...sentences.map((sentence) => `- ${sentence}`)].join('\n'))
  return `${[title, ...parts].join('\n\n')}\n`
}

export function wordingFor(language: Language, { currency, names }: TextContext): Wording {
  return wordingOf(language, currency, (id) => names.get(id))
}

/** What is said of one component, or of all of them. */
export interface Section {
  readonly component: string | null
  readonly heading: string
  readonly clauses: readonly Clause[]
}

/** Everything that is to be said of a version, in order: what holds of all of it, then each component. */
export function sectionsOf(version: WordedVersion, say: Wording, context: TextContext): readonly Section[] {
  const general = { component: null, heading: say.pick(['In general', 'Em geral', 'En general']), clauses: generalClauses(version, say, context) }
  const components = version.components.map((component) => ({
    component: component.key, heading: titleOf(component, say), clauses: clausesOf(withCarryover(component, context.carryover), say),
  }))
  return [general, ...components]
}

function sentenceOf({ label, value }: Clause): string {
  return `${label}: ${value}.`
}

/** A revenue share always says what becomes of a negative month, also when that is the program's to say. */
function withCarryover(component: Component, carryover: Carryover): Component {
  return component.type === 'revenue_share' ? { ...component, carryover: component.carryover ?? carryover } : component
}

const REACH: Readonly<Record<AppliesTo, Phrase>> = {
  new_customers: [
    'customers who register from then on; all others keep the terms they came under', 'clientes que se registram a partir de então; todos os outros mantêm os termos sob os quais vieram',
    'clientes que se registran a partir de entonces; todos los demás conservan los términos bajo los que llegaron',
  ],
  from_date: ['what all customers bring from then on', 'o que todos os clientes trazem a partir de então', 'lo que todos los clientes aportan a partir de entonces'],
  all_open: [
    'what all customers bring from the beginning of that calendar month on', 'o que todos os clientes trazem desde o início desse mês civil',
    'lo que todos los clientes aportan desde el comienzo de ese mes natural',
  ],
}

function generalClauses({ effectiveFrom, appliesTo, noticeDays, holdDays }: WordedVersion, say: Wording, { timeZone, currency }: TextContext): readonly Clause[] {
  const notice = days(say, noticeDays)
  return [
    clause(say, 'effectiveFrom', ['In force from', 'Em vigor desde', 'En vigor desde'], localTime(effectiveFrom, timeZone)),
    clause(say, 'appliesTo', ['Holds for', 'Vale para', 'Vale para'], REACH[appliesTo]),
    clause(say, 'noticeDays', ['Notice', 'Aviso prévio', 'Preaviso'], [
      `worse terms for customers already brought take effect at the earliest ${notice} after they are made`,
      `termos piores para clientes já trazidos entram em vigor no mínimo ${notice} depois de serem feitos`,
      `los términos peores para clientes ya aportados entran en vigor como mínimo ${notice} después de hacerse`,
    ]),
    holdClause(say, holdDays),
    clause(say, 'currency', ['Amounts', 'Valores', 'Importes'], [
      `in ${currency}; months and days are those of ${timeZone}`, `em ${currency}; meses e dias são os de ${timeZone}`, `en ${currency}; los meses y días son los de ${timeZone}`,
    ]),
  ]
}

/** `2026-11-01 00:00`, in the program's zone. */
function localTime(instant: Date, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime()
  return `${local.toString({ smallestUnit: local.second === 0 && local.millisecond === 0 ? 'minute' : 'millisecond' }).replace('T', ' ')} (${timeZone})`
}
