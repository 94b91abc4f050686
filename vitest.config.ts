import { defineConfig } from 'vitest/config'
import { DOSE, dose } from './test/support/dose.ts'

// One PostgreSQL for the whole run, one database per test file, three files at a time: two cores are what everybody has, and
// one file in three is waiting.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', './test/support/summary-reporter.ts'],
    pool: 'forks',
    // A worker keeps what it has loaded: reading the sources again for each file was a sixth of the whole.
    isolate: false,
    // The larger doses measure: they get the machine to themselves.
    maxWorkers: DOSE === 'small' ? 3 : 1,
    testTimeout: dose({ small: 60_000, short: 10 * 60_000, long: 6 * 60 * 60_000 }),
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
})
