import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet'

const TONES: Readonly<Record<Tone, string>> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  quiet: 'bg-raised text-soft',
}

/** A state in a word. The colour repeats what the word says, never more. */
export function Badge({ tone = 'quiet', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={classNames('inline-flex h-5 items-center whitespace-nowrap rounded px-1.5 text-xs font-medium', TONES[tone])}>
      {children}
    </span>
  )
}

const TONE_OF_STATE: Readonly<Record<string, Tone>> = {
  active: 'good',
  approved: 'good',
  paid: 'good',
  settled: 'good',
  sealed: 'good',
  processed: 'good',
  accepted: 'good',
  qualified: 'good',
  done: 'good',
  delivered: 'good',
  completed: 'good',
  pending: 'warn',
  review: 'warn',
  calculating: 'warn',
  draft: 'warn',
  prepared: 'warn',
  waiting: 'warn',
  queued: 'warn',
  held: 'warn',
  unknown: 'warn',
  running: 'info',
  instructed: 'info',
  open: 'info',
  rejected: 'bad',
  failed: 'bad',
  returned: 'bad',
  suspended: 'bad',
  reversed: 'bad',
  refused: 'bad',
  disabled: 'bad',
  revoked: 'bad',
  discarded: 'bad',
}

/** The badge of a state of the API: `state` picks the tone, `children` is its word. */
export function StatusBadge({ state, children }: { readonly state: string; readonly children: ReactNode }) {
  return <Badge tone={TONE_OF_STATE[state] ?? 'quiet'}>{children}</Badge>
}
