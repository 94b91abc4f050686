/** How much of a hard case a run takes: a taste in `npm test`, the promised figures in `test:short`, the long ones in `test:long`. */
export type Dose = 'small' | 'short' | 'long'

export const DOSE: Dose = process.env['TEST_DOSE'] === 'short' || process.env['TEST_DOSE'] === 'long' ? process.env['TEST_DOSE'] : 'small'

/** The figure of this run's dose: `dose({ small: 3, short: 30, long: 1_000 })` kill rounds. */
export function dose<T>(figures: Readonly<Record<Dose, T>>): T {
  return figures[DOSE]
}

/** The seed of a random history: `TEST_SEED` repeats one. Print it in the failure. */
export const SEED = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

/** A time limit that the long figures keep too. */
export const DOSED_TIMEOUT_MS = 600_000
