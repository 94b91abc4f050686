import type { Page } from 'playwright-core'

/** Finds what a page is about: the id of the first item of a list (`/customer`, `/portal/v1/statement`), or of the first that `is`. */
// biome-ignore lint/suspicious/noExplicitAny: every list has other items
export type Find = (list: string, is?: (item: any) => boolean) => Promise<string>

/** A page of one of the apps, as tests, screenshots and the pages of docs/screens know it. */
export interface AppPage {
  readonly app: 'admin' | 'portal'
  /** Names its screenshots: `customers-timeline`. Unique in its app. */
  readonly name: string
  /** What somebody does here: a line in docs/screens. */
  readonly about: string
  /** Below `/admin` or `/p/{slug}`. */
  readonly path: string | ((find: Find) => Promise<string>)
  /** Nobody has signed in. */
  readonly isPublic?: true
  /** What is done before there is something to look at: a drawer, a dialog. */
  readonly act?: (page: Page) => Promise<unknown>
}

/** Every page of both apps. An area adds its own below its heading, one line each. */
export const PAGES: readonly AppPage[] = [
  // Admin: home, guide
  // Admin: account, people
  // Admin: affiliates, links, media, coupons
  // Admin: brands, products, plans
  // Admin: customers, transactions, conversions, commissions, events, gateways
  { app: 'admin', name: 'customers', about: 'Find customers by their ids, brand, affiliate and day.', path: '/customers' },
  // Admin: reports
  // Admin: periods, statements, payouts, invoices, adjustments, settings, imports
  // Portal: entrance, account
  // Portal: data
]
