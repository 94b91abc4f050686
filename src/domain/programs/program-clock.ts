import type { Clock } from '../../app/clock.ts'

/** The present of a program: a test program's own frozen clock, else the wall clock. */
export function programNow(program: { readonly test_now: Date | null }, clock: Clock): Date {
  return program.test_now ?? clock.now()
}
