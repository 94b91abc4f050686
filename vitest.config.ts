import { defineConfig } from 'vitest/config'
import { DOSE, dose } from './test/support/dose.ts'

// Cases that take a program of their own for half a minute and whose promise npm test tastes elsewhere too; the short dose runs them.
const FOR_LARGER_DOSES = [
  'test/app/embedded.test.ts',
  'test/campaign-api/affiliate-limits.test.ts',
  'test/campaign-api/browser-registrations.test.ts',
  'test/cli/books.test.ts',
  'test/cli/command-line.test.ts',
  'test/cli/import.test.ts',
  'test/docs/campaign-api.test.ts',
  'test/docs/examples.test.ts',
  'test/docs/gateways.test.ts',
  'test/docs/own-back-end.test.ts',
  'test/docs/readme.test.ts',
  'test/docs/sdk.test.ts',
  'test/docs/shopify.test.ts',
  'test/docs/woocommerce.test.ts',
  'test/events/arrival.test.ts',
  'test/explain/verify-many.test.ts',
  'test/gateways/any-order.test.ts',
  'test/gateways/hostile-payloads.test.ts',
  'test/gateways/stripe-subscriptions.test.ts',
  'test/imports/resume.test.ts',
  'test/journeys/campaign.test.ts',
  'test/journeys/commissions.test.ts',
  'test/journeys/main-job.test.ts',
  'test/journeys/money.test.ts',
  'test/operator-api/legacy-link.test.ts',
  'test/periods/late-events.test.ts',
  'test/people/guessing.test.ts',
  'test/periods/period-kinds.test.ts',
  'test/periods/random-histories.test.ts',
  'test/races/amounts-of-money-out.test.ts',
  'test/races/amounts.test.ts',
  'test/races/approvals.test.ts',
  'test/races/re-attribution.test.ts',
  'test/races/transactions.test.ts',
  'test/reliability/disk-full.test.ts',
  'test/reliability/graceful-stop.test.ts',
  'test/reliability/kill-transactions.test.ts',
  'test/reliability/postgres-restart.test.ts',
  'test/reliability/random-operations.test.ts',
  'test/reliability/recovery.test.ts',
  'test/reliability/redirect-kill.test.ts',
  'test/reliability/redirect-outage.test.ts',
  'test/web/sdk-delivery.test.ts',
  'test/web/sdk-events.test.ts',
  'test/web/upgrade.test.ts',
]

// One PostgreSQL for the whole run, one database per test file, four files at a time: two cores are what everybody has, and
// of four files two are waiting.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: DOSE === 'small' ? FOR_LARGER_DOSES : [],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', './test/support/summary-reporter.ts'],
    pool: 'forks',
    // A worker keeps what it has loaded: reading the sources again for each file was a sixth of the whole.
    isolate: false,
    // The larger doses measure: they get the machine to themselves.
    maxWorkers: DOSE === 'small' ? 4 : 1,
    testTimeout: dose({ small: 120_000, short: 10 * 60_000, long: 6 * 60 * 60_000 }),
    hookTimeout: 120_000,
    // The usual second is nothing on a machine that does other things as well.
    expect: { poll: { timeout: 15_000, interval: 20 } },
    teardownTimeout: 20_000,
  },
})
