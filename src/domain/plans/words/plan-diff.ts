import type { Clause, Wording } from '../../commissions/components/clauses.ts'
import { LANGUAGES, type Words } from '../../commissions/explanation.ts'
import { type Section, sectionsOf, type TextContext, type WordedVersion, wordingFor } from './plan-text.ts'

/** One difference between two versions of a plan. */
export interface PlanChange {
  /** Null: what holds of all components. */
  readonly component: string | null
  /** Null: the whole component. */
  readonly topic: string | null
  readonly kind: 'added' | 'removed' | 'changed'
  readonly words: Words
}

/** What is different in `after`, in the order of its text; components that it has no more come last. Nothing when both say the same. */
export function planDiff(before: WordedVersion, after: WordedVersion, context: TextContext): readonly PlanChange[] {
  const [first = [], ...others] = LANGUAGES.map((language) => {
    const say = wordingFor(language, context)
    return compare(sectionsOf(before, say, context), sectionsOf(after, say, context), say)
  })
  // What is compared are topics, which are the same in every language; so are the changes, one by one.
  return first.map((change, index) => {
    const texts = [change, ...others.map((list) => list[index])].map((said) => said?.text ?? '')
    const words = Object.fromEntries(LANGUAGES.map((language, at) => [language, texts[at] ?? ''])) as Record<keyof Words, string>
    return { component: change.component, topic: change.topic, kind: change.kind, words }
  })
}

interface SaidChange extends Omit<PlanChange, 'words'> {
  readonly text: string
}

function compare(before: readonly Section[], after: readonly Section[], say: Wording): SaidChange[] {
  const old = new Map(before.map((section) => [section.component, section]))
  const present = new Set(after.map(({ component }) => component))
  const removed = before.filter(({ component }) => !present.has(component))
  return [
    ...after.flatMap((section) => {
      const was = old.get(section.component)
      return was === undefined ? [wholeChange(section, 'added', say)] : clauseChanges(was, section, say)
    }),
    ...removed.map((section) => wholeChange(section, 'removed', say)),
  ]
}

function wholeChange({ component, heading, clauses }: Section, kind: 'added' | 'removed', say: Wording): SaidChange {
  const all = clauses.map(({ label, value }) => `${label}: ${value}`).join('. ')
  const text = kind === 'added' ? say.pick([`New: ${heading}. ${all}.`, `Novo: ${heading}. ${all}.`, `Nuevo: ${heading}. ${all}.`]) : say.pick([`No longer: ${heading}. ${all}.`, `Deixa de valer: ${heading}. ${all}.`, `Deja de valer: ${heading}. ${all}.`])
  return { component, topic: null, kind, text }
}

function clauseChanges(before: Section, after: Section, say: Wording): SaidChange[] {
  const old = new Map(before.clauses.map((said) => [said.topic, said]))
  const present = new Set(after.clauses.map(({ topic }) => topic))
  return [
    ...after.clauses.flatMap((now) => clauseChange(after, old.get(now.topic), now, say)),
    ...before.clauses.filter(({ topic }) => !present.has(topic)).map((was) => said(after, was, 'removed', removedText(was, say))),
  ]
}

function clauseChange(section: Section, was: Clause | undefined, now: Clause, say: Wording): SaidChange[] {
  if (was === undefined) return [said(section, now, 'added', addedText(now, say))]
  if (was.value === now.value) return []
  const [label, from, to] = [now.label, was.value, now.value]
  return [said(section, now, 'changed', say.pick([`${label}: from “${from}” to “${to}”`, `${label}: de “${from}” para “${to}”`, `${label}: de «${from}» a «${to}»`]))]
}

function addedText({ label, value }: Clause, say: Wording): string {
  return say.pick([`new: ${label}: ${value}`, `novo: ${label}: ${value}`, `nuevo: ${label}: ${value}`])
}

function removedText({ label, value }: Clause, say: Wording): string {
  return say.pick([`no longer: ${label}: ${value}`, `deixa de valer: ${label}: ${value}`, `deja de valer: ${label}: ${value}`])
}

function said({ component, heading }: Section, { topic }: Clause, kind: SaidChange['kind'], text: string): SaidChange {
  return { component, topic, kind, text: `${heading} – ${text}.` }
}
