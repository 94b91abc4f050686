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

/** A plan that has been given to somebody, of the scene or of the demo. */
const isAssigned = ({ name }: { readonly name: string }) => name === 'Scene' || name.startsWith('40 % of the first 3')

/** Every page of both apps. An area adds its own below its heading, one line each. */
export const PAGES: readonly AppPage[] = [
  // Admin: home, guide
  { app: 'admin', name: 'home', about: 'How the program is doing beside an earlier time, who leads, and what waits for somebody.', path: '/' },
  // Admin: account, people
  { app: 'admin', name: 'sign-in', about: 'Signing in with address and password, or with a passkey.', path: '/sign-in', isPublic: true },
  { app: 'admin', name: 'sign-in-forgot', about: 'Asking for a link to choose a new password.', path: '/forgot', isPublic: true },
  { app: 'admin', name: 'sign-in-address', about: 'Confirming a new address by the link.', path: '/new-address#token', isPublic: true },
  { app: 'admin', name: 'sign-in-reset', about: 'Choosing a new password by the link.', path: '/reset#token', isPublic: true },
  { app: 'admin', name: 'sign-in-welcome', about: 'The first password, after the link of set-up.', path: '/welcome' },
  { app: 'admin', name: 'account', about: 'Your own name and language.', path: '/account' },
  { app: 'admin', name: 'account-security', about: 'Password, second step, passkeys, recovery codes, sessions.', path: '/account/security' },
  { app: 'admin', name: 'people', about: 'Who may work in the program, and as what.', path: '/people' },
  { app: 'admin', name: 'people-invite', about: 'Inviting somebody.', path: '/people', act: (page) => page.getByRole('button', { name: 'Invite' }).click() },
  { app: 'admin', name: 'people-change', about: 'What somebody may do, and shutting them out.', path: async (find) => `/people?open=${await find('/user')}` },
  { app: 'admin', name: 'people-invitations', about: 'Who was asked to join.', path: '/people/invitations' },
  { app: 'admin', name: 'people-roles', about: 'What each role may do.', path: '/people/roles' },
  { app: 'admin', name: 'people-keys', about: 'API keys with their modules.', path: '/people/api-keys' },
  { app: 'admin', name: 'people-key', about: 'Making an API key.', path: '/people/api-keys', act: (page) => page.getByRole('button', { name: 'New API key' }).first().click() },
  { app: 'admin', name: 'people-audit', about: 'Who changed what, and when.', path: '/people/audit' },
  { app: 'admin', name: 'people-mail', about: 'The outbox, readable without a mail server.', path: '/people/mail' },
  // Admin: affiliates, links, media, coupons
  { app: 'admin', name: 'affiliates', about: 'All affiliates with clicks, customers, commission and balance; approve and suspend several at once.', path: '/affiliates' },
  { app: 'admin', name: 'affiliates-new', about: 'A new affiliate.', path: '/affiliates/new' },
  { app: 'admin', name: 'affiliates-groups', about: 'Groups of affiliates that share plans and media.', path: '/affiliates/groups' },
  { app: 'admin', name: 'affiliate', about: 'One affiliate: traffic, customers, money, what was decided about it.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}` },
  { app: 'admin', name: 'affiliate-profile', about: 'Who an affiliate is.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}/profile` },
  { app: 'admin', name: 'affiliate-plans', about: 'Which plan its next customer comes under, brand by brand, and why.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}/plans` },
  { app: 'admin', name: 'affiliate-links', about: 'Its links, trackers and coupons.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}/links` },
  { app: 'admin', name: 'affiliate-customers', about: 'Its customers.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}/customers` },
  { app: 'admin', name: 'affiliate-commissions', about: 'What it earned, line by line, each explained.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}/commissions` },
  { app: 'admin', name: 'affiliate-money', about: 'Its balances, statements, payouts, masked payout methods, and the payout block.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}/money` },
  { app: 'admin', name: 'affiliate-network', about: 'Whom it recruited, and who recruited it.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}/network` },
  { app: 'admin', name: 'affiliate-notes', about: 'What the team wrote down about it.', path: async (find) => `/affiliates/${await find('/affiliate', ({ name, externalId }) => name === 'noted' || externalId === 'aff-1')}/notes` },
  { app: 'admin', name: 'affiliate-people', about: 'Who can sign in for it.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}/people` },
  { app: 'admin', name: 'affiliate-history', about: 'What was changed of it, by whom.', path: async (find) => `/affiliates/${await find('/affiliate?sort=-balance')}/history` },
  { app: 'admin', name: 'links', about: 'All tracking links.', path: '/links' },
  { app: 'admin', name: 'links-new', about: 'The link builder: placeholders, and where the link leads.', path: '/links/new' },
  { app: 'admin', name: 'link', about: 'A tracking link with its live address and QR code.', path: async (find) => `/links/${await find('/tracking-link')}` },
  { app: 'admin', name: 'links-trackers', about: "Affiliates' labels for sources of traffic.", path: '/links/trackers' },
  { app: 'admin', name: 'links-legacy', about: 'Addresses of a former platform that go on.', path: '/links/legacy' },
  { app: 'admin', name: 'coupons', about: 'Codes of the shop and whom they bring.', path: '/coupons' },
  { app: 'admin', name: 'media', about: 'Banners, texts and HTML5 pages to publish.', path: '/media' },
  { app: 'admin', name: 'media-new', about: 'Adding a banner, a text or an HTML5 page.', path: '/media/new' },
  { app: 'admin', name: 'medium', about: 'A medium: preview, embed code, whom it is for.', path: async (find) => `/media/${await find('/media')}` },
  // Admin: brands, products, plans
  { app: 'admin', name: 'plans', about: 'Commission plans, what each pays and since when.', path: '/plans' },
  { app: 'admin', name: 'plans-new', about: 'A new plan: usual deals to begin with, any component to add.', path: '/plans/new' },
  {
    app: 'admin', name: 'plan-builder', about: 'The plan builder: a hybrid, with its text beside it as it is typed.', path: '/plans/new',
    act: (page) => page.getByRole('button', { name: 'Hybrid' }).click(),
  },
  { app: 'admin', name: 'plan', about: 'A plan in words, in three languages, and its fairness card.', path: async (find) => `/plans/${await find('/commission-plan', ({ name }) => name.startsWith('Hybrid') || name === 'Scene')}` },
  { app: 'admin', name: 'plan-versions', about: 'Versions of a plan, and in words what a later one changes.', path: async (find) => `/plans/${await find('/commission-plan', ({ name }) => name.startsWith('Hybrid') || name === 'Scene')}/versions` },
  { app: 'admin', name: 'plan-new-version', about: 'A new version, begun as the newest is: what it changes stands out.', path: async (find) => `/plans/${await find('/commission-plan', ({ name }) => name.startsWith('Hybrid') || name === 'Scene')}/version` },
  { app: 'admin', name: 'plan-assignments', about: 'Whom a plan is for: everybody, affiliates, groups, brands, products, trackers.', path: async (find) => `/plans/${await find('/commission-plan', isAssigned)}/assignments` },
  { app: 'admin', name: 'plan-assign', about: 'Assigning a plan.', path: async (find) => `/plans/${await find('/commission-plan', isAssigned)}/assignments?dialog=assign` },
  { app: 'admin', name: 'plan-acceptances', about: 'Who has accepted which version of a plan.', path: async (find) => `/plans/${await find('/commission-plan', ({ name }) => name.startsWith('Hybrid') || name === 'Scene')}/acceptances` },
  { app: 'admin', name: 'brands', about: 'The sites that affiliates send visitors to.', path: '/brands' },
  { app: 'admin', name: 'brands-new', about: 'A new brand: its landing page, and how we hear of customers.', path: '/brands/new' },
  { app: 'admin', name: 'brand', about: 'A brand: landing page with click key, deep links, approvals.', path: async (find) => `/brands/${await find('/brand')}` },
  { app: 'admin', name: 'brand-deductions', about: 'From gross to net revenue, in order, with an example worked out as it is typed.', path: async (find) => `/brands/${await find('/brand', ({ deductions, name }) => deductions.length > 0 || name === 'Slow')}/deductions` },
  { app: 'admin', name: 'brand-products', about: 'Products of a brand, with pages and deductions of their own.', path: async (find) => `/brands/${await find('/brand', ({ name }) => name === 'Scene' || name === 'Lucky Harbor')}/products` },
  // Admin: customers, transactions, conversions, commissions, events, gateways
  { app: 'admin', name: 'customers', about: 'Customers by id, affiliate, brand and day.', path: '/customers' },
  { app: 'admin', name: 'customer', about: 'One customer: attribution and why, progress of qualification, all that happened and what it earned.', path: async (find) => `/customers/${await find('/customer?limit=200', ({ hasDeposited }) => hasDeposited)}` },
  { app: 'admin', name: 'customer-new', about: 'A customer of whom little is known yet.', path: async (find) => `/customers/${await find('/customer')}` },
  { app: 'admin', name: 'customer-give', about: 'Giving a customer to another affiliate, from a day on or with its history.', path: async (find) => `/customers/${await find('/customer')}?dialog=give` },
  { app: 'admin', name: 'customer-disqualify', about: 'Keeping a customer from qualifying.', path: async (find) => `/customers/${await find('/customer')}?dialog=disqualify` },
  { app: 'admin', name: 'transactions', about: 'All transactions with what they earned.', path: '/transactions' },
  { app: 'admin', name: 'transactions-pending', about: 'What waits for approval, decided in bulk.', path: '/transactions/pending' },
  { app: 'admin', name: 'transactions-failures', about: 'What could not become a transaction: try again, or give up.', path: '/transactions/failures' },
  { app: 'admin', name: 'transactions-batches', about: 'What was sent in, and how far it is.', path: '/transactions/batches' },
  { app: 'admin', name: 'transactions-batch', about: 'One batch and what failed in it.', path: async (find) => `/transactions/batches/${await find('/transaction/batch')}` },
  { app: 'admin', name: 'transaction', about: 'One transaction: amounts, attribution, commission lines.', path: async (find) => `/transactions/${await find('/transaction', ({ status, type }) => status === 'approved' && type !== 'refund')}` },
  { app: 'admin', name: 'conversions', about: 'Orders that affiliates brought: approve, reject, register.', path: '/conversions' },
  { app: 'admin', name: 'conversions-register', about: 'Registering an order by hand.', path: '/conversions?register=1' },
  { app: 'admin', name: 'commissions', about: 'Commission lines by affiliate, state, component and period.', path: '/commissions' },
  { app: 'admin', name: 'commission-explained', about: 'Why a line is what it is, down to its facts.', path: async (find) => `/commissions?explain=${await find('/commission?paysNothing=false')}` },
  { app: 'admin', name: 'events', about: 'Transactions that earned nothing, each with its reason.', path: '/events' },
  { app: 'admin', name: 'events-reported', about: 'What pages, gateways and people reported, and what came of it.', path: '/events/reported' },
  { app: 'admin', name: 'events-story', about: 'What happened to an order or a customer?', path: async (find) => `/events/story?about=${await find('/customer', ({ lifetimeCommission }) => lifetimeCommission > 0)}` },
  { app: 'admin', name: 'gateways', about: 'Payment gateways, their webhook addresses and what they are checked with.', path: '/gateways' },
  { app: 'admin', name: 'gateways-set-up', about: 'Setting a gateway up.', path: '/gateways?setUp=stripe' },
  { app: 'admin', name: 'gateways-deliveries', about: 'What gateways delivered, and what became of it.', path: '/gateways/deliveries' },
  { app: 'admin', name: 'gateways-delivery', about: 'One delivery with its payload, to be applied again.', path: async (find) => `/gateways/deliveries?open=${await find('/gateway-delivery')}` },
  { app: 'admin', name: 'ledger', about: 'Accounts with their balances, now or on another day.', path: '/ledger' },
  { app: 'admin', name: 'ledger-transfers', about: 'Every movement between accounts, and its cause.', path: '/ledger/transfers' },
  { app: 'admin', name: 'ledger-account', about: 'The movements of one account.', path: async (find) => `/ledger/accounts/${await find('/ledger/account', ({ kind }) => kind === 'affiliate_payable')}` },
  // Admin: reports
  { app: 'admin', name: 'reports', about: 'A report: measures in groups over days, over time, and as a file.', path: '/reports?by=affiliate,country' },
  {
    app: 'admin', name: 'reports-measures', about: 'Choosing the measures of a report.', path: '/reports?by=component',
    act: (page) => page.getByRole('button', { name: /^Measures/ }).click(),
  },
  { app: 'admin', name: 'reports-saved', about: 'Reports that are kept, and sent by mail.', path: '/reports/saved' },
  { app: 'admin', name: 'report', about: 'A report that is kept.', path: async (find) => `/reports/${await find('/saved-report')}` },
  // Admin: periods, statements, payouts, invoices, adjustments, settings, imports
  { app: 'admin', name: 'periods', about: 'Periods as a line of time: what is under way, what waits, what is sealed.', path: '/periods' },
  { app: 'admin', name: 'periods-open', about: 'What closing a period comes to, and what deserves a look first.', path: '/periods/2026-11' },
  { app: 'admin', name: 'periods-sealed', about: 'A period that is signed, with the way to pay it out.', path: '/periods/2026-10' },
  { app: 'admin', name: 'statements', about: "Every affiliate's account of every closed period.", path: '/statements' },
  { app: 'admin', name: 'statements-one', about: 'From what was owed to what is owed, line by line, with what proves it.', path: async (find) => `/statements/${await find('/statement')}` },
  { app: 'admin', name: 'payouts', about: 'Payout runs: what waits for approval, what was sent.', path: '/payouts' },
  { app: 'admin', name: 'payouts-new', about: 'Who would be paid and who not, before a run is prepared.', path: '/payouts/new' },
  { app: 'admin', name: 'payouts-run', about: 'One run: approved by a second person, sent, paid.', path: async (find) => `/payouts/runs/${await find('/payout-run')}` },
  { app: 'admin', name: 'payouts-left-out', about: 'Whom a run left out, why and until when.', path: async (find) => `/payouts/runs/${await find('/payout-run')}?show=left` },
  { app: 'admin', name: 'payouts-list', about: 'All payouts by state, method and affiliate.', path: '/payouts/list' },
  { app: 'admin', name: 'payouts-one', about: 'One payout: what it is made of, what happened to it.', path: async (find) => `/payouts/list/${await find('/payout')}` },
  { app: 'admin', name: 'payouts-accounts', about: 'Accounts to pay from, and minimums.', path: '/payouts/accounts' },
  { app: 'admin', name: 'payouts-results', about: 'What banks say became of payouts.', path: '/payouts/results' },
  { app: 'admin', name: 'payouts-result', about: "One bank's file, line by line.", path: async (find) => `/payouts/results/${await find('/payout-reconciliation')}` },
  { app: 'admin', name: 'invoices', about: 'Self-billed invoices and credit notes.', path: '/invoices' },
  { app: 'admin', name: 'invoices-uploaded', about: 'Invoices that affiliates sent, beside what is expected.', path: '/invoices/uploaded' },
  { app: 'admin', name: 'invoices-entities', about: 'Who issues invoices.', path: '/invoices/entities' },
  { app: 'admin', name: 'invoices-tax-profiles', about: 'How affiliates are taxed and invoiced.', path: '/invoices/tax-profiles' },
  { app: 'admin', name: 'adjustments', about: 'Money by hand, above a limit by two people.', path: '/adjustments' },
  { app: 'admin', name: 'adjustments-new', about: 'Giving or taking money by hand.', path: '/adjustments', act: (page) => page.getByRole('button', { name: 'New adjustment' }).first().click() },
  { app: 'admin', name: 'settings', about: 'What the program is called and how it looks on paper.', path: '/settings' },
  { app: 'admin', name: 'settings-tracking', about: 'Attribution, the snippet, domains.', path: '/settings/tracking' },
  { app: 'admin', name: 'settings-money', about: 'Rules of payouts, statements and carryover.', path: '/settings/money' },
  { app: 'admin', name: 'settings-rates', about: 'Exchange rates by hand or from the European Central Bank.', path: '/settings/rates' },
  { app: 'admin', name: 'settings-signing', about: 'The keys that seal periods.', path: '/settings/signing' },
  { app: 'admin', name: 'settings-webhooks', about: 'Where to tell the operator of what happens.', path: '/settings/webhooks' },
  { app: 'admin', name: 'settings-webhook', about: 'Adding a webhook.', path: '/settings/webhooks', act: (page) => page.getByRole('button', { name: 'Add a webhook' }).first().click() },
  { app: 'admin', name: 'settings-billing', about: 'What the operator may have.', path: '/settings/billing' },
  { app: 'admin', name: 'imports', about: 'Files that were brought along.', path: '/imports' },
  { app: 'admin', name: 'imports-new', about: 'What a file holds, and the file.', path: '/imports/new' },
  { app: 'admin', name: 'imports-mapping', about: 'Which column holds what, with what comes of it beside.', path: async (find) => `/imports/${await find('/import', ({ status }) => status === 'ready')}` },
  { app: 'admin', name: 'portal-settings', about: 'How the portal of affiliates looks, what it says, and who may come in.', path: '/portal-settings' },
  // Portal: entrance, account
  { app: 'portal', name: 'welcome', about: 'What a program offers, its terms and its fairness card, before anybody gives their name.', path: '/welcome', isPublic: true },
  { app: 'portal', name: 'sign-in', about: 'Signing in to the portal.', path: '/sign-in', isPublic: true },
  { app: 'portal', name: 'sign-up', about: 'Applying to become an affiliate.', path: '/sign-up', isPublic: true },
  { app: 'portal', name: 'forgot', about: 'Asking for a new password; also the first one.', path: '/forgot', isPublic: true },
  { app: 'portal', name: 'link-used', about: 'A link of a mail that does not work any more.', path: '/reset', isPublic: true },
  { app: 'portal', name: 'account', about: 'Profile, password, second factor and sessions of a user.', path: '/account' },
  { app: 'portal', name: 'payout-methods', about: 'Where an affiliate is paid, each held for a while when it is new.', path: '/payout-methods' },
  { app: 'portal', name: 'collaborators', about: 'Who works on the account of an affiliate, and as what.', path: '/collaborators' },
  { app: 'portal', name: 'api-keys', about: "Keys for an affiliate's own programs.", path: '/api-keys' },
  // Portal: data
  { app: 'portal', name: 'home', about: 'What an affiliate brought and earned lately beside the days before, what it is owed, and when it is paid.', path: '/' },
  { app: 'portal', name: 'links', about: 'Links to publish, with their clicks.', path: '/links' },
  { app: 'portal', name: 'links-new', about: 'A new link.', path: '/links?make=1' },
  { app: 'portal', name: 'link', about: 'The link builder: sub ids, deep link, QR code, and clicks as they come in.', path: async (find) => `/links/${await find('/portal/v1/tracking-link')}` },
  { app: 'portal', name: 'media', about: 'Banners, texts and HTML5 pages, with code that leads to the affiliate’s own link.', path: '/media' },
  { app: 'portal', name: 'coupons', about: 'Codes that bring customers without a click.', path: '/coupons' },
  { app: 'portal', name: 'recruits', about: 'Whom an affiliate recruited, and its shares of them.', path: '/recruits' },
  { app: 'portal', name: 'customers', about: 'Customers without names: where they came from, how far they are, what they earned.', path: '/customers' },
  { app: 'portal', name: 'customer', about: 'One customer, and every line that it earned.', path: async (find) => `/customers/${await find('/portal/v1/customer', ({ commission }) => commission > 0)}` },
  { app: 'portal', name: 'conversions', about: 'What customers did, and what each of it earned.', path: '/conversions' },
  { app: 'portal', name: 'conversion', about: 'One conversion, and its lines.', path: async (find) => `/conversions?conversion=${await find('/portal/v1/conversion')}` },
  { app: 'portal', name: 'commissions', about: 'Every commission line, with its state and when it is payable.', path: '/commissions' },
  { app: 'portal', name: 'explanation', about: 'Why a line is what it is: a sentence, and the tree down to the transactions.', path: async (find) => `/commissions?line=${await find('/portal/v1/commission', ({ amount }) => amount > 0)}` },
  { app: 'portal', name: 'unpaid', about: 'What paid nothing, and why, counted by reason.', path: '/unpaid' },
  { app: 'portal', name: 'progress', about: 'How far to the next tier, and what each customer is missing to qualify.', path: '/progress' },
  { app: 'portal', name: 'statements', about: 'The sealed account of each period.', path: '/statements' },
  { app: 'portal', name: 'statement', about: 'One statement with its lines and proofs, checked in the browser.', path: async (find) => `/statements/${await find('/portal/v1/statement')}`, act: (page) => page.getByRole('button', { name: 'Verify' }).click() },
  { app: 'portal', name: 'payouts', about: 'What was sent, and what became of it.', path: '/payouts' },
  { app: 'portal', name: 'payout', about: 'One payout: what happened to it and what it is made of.', path: async (find) => `/payouts/${await find('/portal/v1/payout')}` },
  { app: 'portal', name: 'plan', about: 'The terms in words, what they mean, what changed, and accepting them.', path: '/plan' },
  { app: 'portal', name: 'changes', about: 'Everything that others changed for the affiliate.', path: '/changes' },
  { app: 'portal', name: 'postbacks', about: 'Addresses to be called, with macros.', path: '/postbacks' },
]
