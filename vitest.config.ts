import { defineConfig } from 'vitest/config'

// One PostgreSQL for the whole run, one database per test file, two files at a time: two cores are what everybody has.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
})
