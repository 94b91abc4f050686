import { listed, type Speech, speechOf } from '../explanation-words.ts'
import type { Language } from '../explanation.ts'
import type { Component } from '../rules/plan-terms.ts'

/** One statement of a plan's text: what it is about, in words, and what holds. Two versions are compared by topic. */
export interface Clause {
  /** Unique within its component, and the same in every language: `rate`, `bands.1`. */
  readonly topic: string
  readonly label: string
  readonly value: string
}

/** One thing in every language. */
export type Phrase = readonly [en: string, ptBr: string, es: string]

/** How the terms of a plan are said in one language. */
export interface Wording extends Speech {
  /** Millionths, with the currency. */
  sum(micros: bigint): string
  pick(phrase: Phrase): string
  list(texts: readonly string[]): string
  /** Brands, products and trackers by their names. */
  names(ids: readonly string[]): string
}

/** How a component is said: every field of its terms that moves money is in one of its clauses. */
export interface ComponentWords<Terms extends Component = Component> {
  readonly title: Phrase
  clauses(terms: Terms, say: Wording): readonly Clause[]
}

/** The wording of a language; ids without a name stay as they are. */
export function wordingOf(language: Language, currency: string, nameOf: (id: string) => string | undefined): Wording {
  const speech = speechOf(language, currency)
  const list = (texts: readonly string[]) => listed(texts, language)
  return {
    ...speech,
    sum: (micros) => `${speech.amount(micros)} ${currency}`,
    pick: ([en, ptBr, es]) => (language === 'en' ? en : language === 'es' ? es : ptBr),
    list,
    names: (ids) => list(ids.map((id) => nameOf(id) ?? id)),
  }
}

/** A clause in the wording's language; a value that is the same in all languages is given once. */
export function clause(say: Wording, topic: string, label: Phrase, value: Phrase | string): Clause {
  return { topic, label: say.pick(label), value: typeof value === 'string' ? value : say.pick(value) }
}

export function clauseUnless(isAbsent: boolean, make: () => Clause): readonly Clause[] {
  return isAbsent ? [] : [make()]
}

/** `1 day`, `3 days`. */
export function days(say: Wording, number: number): string {
  return say.pick(number === 1 ? ['1 day', '1 dia', '1 día'] : [`${number} days`, `${number} dias`, `${number} días`])
}

/** `1 month`, `12 months`. */
export function months(say: Wording, number: number): string {
  return say.pick(number === 1 ? ['1 month', '1 mês', '1 mes'] : [`${number} months`, `${number} meses`, `${number} meses`])
}
