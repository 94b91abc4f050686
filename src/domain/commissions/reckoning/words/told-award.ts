import type { Period } from '../../../time/periods.ts'
import type { Wording } from '../../components/clauses.ts'
import type { Language } from '../../explanation.ts'
import type { Component } from '../../rules/plan-terms.ts'
import type { Leaves } from './leaves.ts'

/** What a line of an award is told from. Amounts are minor units. */
export interface ToldAward {
  readonly component: Pick<Component, 'type' | 'key'>
  /** The award's name. */
  readonly key: string
  readonly period: Period
  /** The line's. */
  readonly amountMinor: bigint
  /** What the award was worth when the line was made, and what had been posted of it. */
  readonly worthMinor: bigint
  readonly postedMinor: bigint
  readonly reason: string | null
  readonly leaves: Leaves
  /** The brand or product that the award is for, by its name as it is now; null when it is for none, or for all together. */
  readonly scopeName: string | null
  /** The program's day of an instant. */
  readonly dayOf: (instant: Date) => string
}

/** What a line is, which decides how it is told and the rule that it is said to follow. */
export type AwardForm =
  /** Nothing was earned. */
  | 'zero'
  /** Earned the first time. */
  | 'earned'
  /** More or less of a total that runs, like a month's share. */
  | 'running'
  /** What was earned has changed. */
  | 'corrected'
  /** Taken back by a refund or a chargeback, in its own period. */
  | 'reversed'

/** One sentence's part about what an award comes from. */
export type Tell = (speaker: Speaker, award: ToldAward) => string

export interface Speaker extends Wording {
  readonly language: Language
}
