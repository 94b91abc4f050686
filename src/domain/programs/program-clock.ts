import type { Clock } from '../../app/clock.ts'

/** The present of a program: a test program may have its own, frozen where its test clock was last moved to. */
export function programNow(program: { readonly test_now: Date | null }, clock: Clock): Date {
  return program.test_now ?? clock.now()
}
