import type { BenchProgram } from '../support/program.ts'
import { AT, idOf as idIn, mostly, type SeededTable } from './store-rows.ts'

/** Of every list; of those that an affiliate sees as many again, all its own. */
export const ROWS = Number(process.env['BENCH_ROWS'] ?? 100_000)
const BOTH = 2 * ROWS

/** SQL of the id of a row of a table, by its number there. */
export function idOf(table: string, n: string | number, rows = ROWS): string {
  return idIn(table, n, rows)
}

/** The first affiliate has half of all there is; the other half is shared by a thousand. */
const shared = (table: string, number = 'n'): string => `case when ${number} % 2 = 1 then ${idOf(table, 1)} else ${idOf(table, `2 + (${number} / 2) % 1000`)} end`
const OWNER = shared('affiliate')
const TRACKER = shared('tracker')
const CUSTOMER = idOf('customer', 'n', BOTH)
const MONTH = `to_char(${AT}, 'YYYY-MM')`
const COUNTRY = mostly('MT', 'BR', 'SE', 'PT')
/** Two lines of each transaction, one of them of zero. */
const LINES = 2 * BOTH
const OF_LINE = '(n + 1) / 2'

/** Everything that a screen lists. What of it would not be there a hundred thousand times in any program is there as often as it could be. */
export function seededTables({ brandId }: BenchProgram, planId: string, planVersionId: string): readonly SeededTable[] {
  const brand = `'${brandId}'::uuid`
  const plan = { plan_id: `'${planId}'`, plan_version_id: `'${planVersionId}'` }
  const some = (name: string, columns: Readonly<Record<string, string>> = {}): SeededTable => ({ name, rows: ROWS, columns })
  const both = (name: string, columns: Readonly<Record<string, string>> = {}): SeededTable => ({ name, rows: BOTH, columns })
  const few = (name: string, rows: number, columns: Readonly<Record<string, string>> = {}): SeededTable => ({ name, rows, columns })
  return [
    few('affiliate_group', 1_000),
    some('affiliate', {
      name: `'Ads ' || substr(md5(n::text), 1, 6)`, external_id: `'e' || n`, status: mostly('active', 'pending', 'inactive', 'suspended', 'archived'),
      group_id: idOf('affiliate_group', '1 + n % 1000', 1_000), parent_affiliate_id: `case when n > 1 then ${idOf('affiliate', 1)} end`, country: COUNTRY, number: `n + 1000`,
      search_text: `'ads ' || substr(md5(n::text), 1, 6)`, sort_name: `'ads ' || substr(md5(n::text), 1, 6)`,
    }),
    some('affiliate_parent', { affiliate_id: idOf('affiliate', 'n'), parent_id: `case when n > 1 then ${idOf('affiliate', 1)} end`, effective_from: AT }),
    some('affiliate_note', { affiliate_id: idOf('affiliate', 1), archived_by: `case when n <= 20 then 'bench' end`, archived_at: `case when n <= 20 then now() end` }),
    some('affiliate_decision', { affiliate_id: idOf('affiliate', 1), kind: mostly('suspended', 'reactivated') }),
    some('affiliate_user', { affiliate_id: idOf('affiliate', 'n'), email: `'u' || n || '@example.com'`, email_folded: `'u' || n || '@example.com'`, role: `'owner'` }),
    both('tracker', { affiliate_id: OWNER, name: `'site ' || md5(n::text)`, external_id: `'e' || n`, status: mostly('active', 'inactive', 'archived') }),
    few('brand', 1_000, { name: `'Brand ' || n`, external_id: `'e' || n`, status: mostly('active', 'inactive', 'archived') }),
    some('product', { brand_id: `case when n % 2 = 1 then ${brand} else ${idOf('brand', '1 + (n / 2) % 1000', 1_000)} end`, name: `'Product ' || md5(n::text)`, external_id: `'e' || n`, status: mostly('active', 'inactive', 'archived') }),
    both('media', { kind: mostly('text', 'banner', 'html5'), name: `'Banner ' || md5(n::text)`, brand_id: `case when n % 3 = 0 then ${brand} when n <= 100 then ${idOf('brand', 1, 1_000)} end`, words: `'Come in'`, width: '100', height: '100', is_for_all: 'n % 2 = 1', status: mostly('active', 'inactive', 'archived') }),
    some('media_audience', { media_id: idOf('media', '2 * n', BOTH), member_id: idOf('affiliate', '2 + n % 1000'), kind: `'affiliate'` }),
    both('tracking_link', { number: 'n + 10', tracker_id: idOf('tracker', 'n', BOTH), brand_id: `case when n % 3 = 0 then ${idOf('brand', 1, 1_000)} else ${brand} end`, media_id: `case when n % 100 = 0 then ${idOf('media', 1, BOTH)} end`, slug: `'bench-' || n`, status: mostly('active', 'inactive', 'archived') }),
    some('legacy_link', { parameter: mostly('btag', 'stag', 'a_aid', 'path'), value: `'v' || n`, tracking_link_id: idOf('tracking_link', 'n', BOTH) }),
    both('coupon', { code: `'CODE' || n`, affiliate_id: OWNER, status: mostly('active', 'inactive', 'archived') }),
    both('click', { occurred_at: AT, tracking_link_id: idOf('tracking_link', 'case when n % 2 = 1 then 1 else n end', BOTH), affiliate_id: OWNER, tracker_id: TRACKER, brand_id: brand, is_valid: 'true', country: COUNTRY }),
    both('customer', {
      brand_id: `case when n <= 100 then ${idOf('brand', 1, 1_000)} else ${brand} end`, external_id: `'c' || md5(n::text)`, username: `'user' || n`, registered_at: AT, country_code: COUNTRY, is_verified: 'n > 20', created_by: `'bench'`,
    }),
    both('attribution', { customer_id: CUSTOMER, affiliate_id: OWNER, tracker_id: TRACKER, brand_id: brand, carrier: `'click_key'`, touched_at: AT, frozen: FROZEN }),
    both('customer_total', { customer_id: CUSTOMER }),
    few('customer_reattribution', ROWS / 10, { customer_id: CUSTOMER, affiliate_id: idOf('affiliate', 1), tracker_id: idOf('tracker', 1, BOTH), effective_from: AT }),
    both('qualification', { customer_id: CUSTOMER, ...plan, component: `'cpa'`, reached_minor: `'{}'`, paid_minor: `'{}'` }),
    both('touch', { customer_id: CUSTOMER, carrier: `'click_key'`, affiliate_id: OWNER, tracker_id: TRACKER, outcome: `'lost'`, reason: mostly('later_click', 'window_over') }),
    some('transaction_batch', { payload: 'null', integration_type: `'api'`, accepted: '2', processed: '1', processed_at: AT }),
    both('transaction', {
      batch_id: idOf('transaction_batch', '1 + n / 2'), brand_id: `case when n <= 100 then ${idOf('brand', 1, 1_000)} else ${brand} end`,
      customer_id: `case when n % 2 = 1 and n % 100 = 1 then ${idOf('customer', 1, BOTH)} else ${CUSTOMER} end`, affiliate_id: OWNER, tracker_id: TRACKER, type: mostly('revenue', 'sale', 'refund'), external_id: `'t' || n`,
      occurred_at: AT, effective_at: AT, status: mostly('approved', 'pending', 'rejected', 'moved'), applied_sequence: '1', ...plan, integration_type: `'api'`, country_code: COUNTRY, is_verified: 'n > 20',
    }),
    both('transaction_key', { brand_id: brand, external_id: `'t' || n`, transaction_id: idOf('transaction', 'n', BOTH) }),
    some('transaction_event', { transaction_id: idOf('transaction', 'n', BOTH), kind: mostly('approved', 'rejected') }),
    both('transaction_exception', { batch_id: idOf('transaction_batch', '1 + n / 2'), state: mostly('failed', 'waiting', 'discarded', 'replaced', 'resolved'), code: `'customer_unknown'`, item: `'{"externalId":"x"}'` }),
    few('commission', LINES, {
      affiliate_id: shared('affiliate', OF_LINE), brand_id: `case when n <= 200 then ${idOf('brand', 1, 1_000)} else ${brand} end`, transaction_id: idOf('transaction', OF_LINE, BOTH), ...plan, component: `case when n <= 40 then 'cpl' when n % 2 = 1 then 'revenue_share' else 'cpa' end`,
      kind: `case when n % 2 = 0 then 'zero' when n % 101 = 0 and n > 500 then 'reversal' else 'computed' end`, amount_minor: 'case when n % 2 = 0 then 0 else 1000 + n % 500 end', initial_status: mostly('approved', 'pending'),
      reason: `case when n % 2 = 0 then ${mostly('already_qualified', 'below_minimum', 'organic')} end`, reverses_id: `case when n % 202 = 101 and n > 500 then ${idOf('commission', 'n - 202', LINES)} end`,
      period: MONTH, statement_period: MONTH, occurred_at: AT,
    }),
    both('commission_event', { commission_id: idOf('commission', '2 * n - 1', LINES), kind: `case when n <= 40 then 'rejected' else 'approved' end` }),
    both('event', {
      kind: mostly('page_view', 'conversion', 'lead'), source: mostly('sdk', 'api'), outcome: mostly('duplicate', 'unattributed', 'recorded', 'converted'), reason: `case when n <= 20 then 'brand_unknown' when n % 2 = 0 then 'campaign_paused' else 'affiliate_unknown' end`,
      affiliate_id: OWNER, order_id: `'o' || n`, is_verified: 'true', occurred_at: AT,
    }),
    both('ledger_account', { kind: `case when n = ${BOTH} then 'commission_expense' when n % 2 = 1 then 'affiliate_payable' else 'affiliate_pending' end`, owner_id: `case when n = ${BOTH} then ${brand} else ${idOf('affiliate', '(n + 1) / 2')} end`, debits: '0', credits: 'n % 5000' }),
    both('ledger_transfer', {
      debit_account_id: idOf('ledger_account', BOTH, BOTH), credit_account_id: `case when n % 2 = 1 then ${idOf('ledger_account', 2, BOTH)} else ${idOf('ledger_account', '4 + 2 * ((n / 2) % 1000)', BOTH)} end`, amount_minor: '1000 + n % 500',
      kind: `'commission_accrued'`, idempotency_key: `'k' || n`, cause_type: `'commission'`, cause_id: idOf('commission', '2 * n - 1', LINES), occurred_at: AT, sequence: 'n', period: MONTH, statement_period: MONTH,
    }),
    both('ledger_seal', { sequence: 'n' }),
    few('period', 20, {
      name: `to_char(now() - interval '1 month' * (20 - n), 'YYYY-MM')`, kind: `'monthly'`, starts_at: `date_trunc('month', now() - interval '1 month' * (20 - n))`, ends_at: `date_trunc('month', now() - interval '1 month' * (19 - n))`, status: `'sealed'`, sealed_at: AT, cut_sequence: '1', cut_at: AT, calculated_at: AT,
    }),
    some('statement', { period_name: `to_char(now() - interval '1 month' * (19 - n % 20), 'YYYY-MM')`, affiliate_id: idOf('affiliate', '1 + n / 20'), document: DOCUMENT, lines: '1' }),
    some('statement_line', { period_name: `to_char(now(), 'YYYY-MM')`, affiliate_id: idOf('affiliate', 1), transfer_id: idOf('ledger_transfer', '2 * n - 1', BOTH) }),
    some('legal_entity', { country: `'MT'`, prefix: `'P' || n` }),
    some('tax_profile', { affiliate_id: idOf('affiliate', `1 + n % ${ROWS / 2}`), invoicing: `'self_billed'`, vat_rate_ppm: '180000', withholding_rate_ppm: '0' }),
    some('invoice', { legal_entity_id: idOf('legal_entity', 1), kind: mostly('invoice', 'credit_note'), sequence: 'n', number: `'I-' || n`, statement_id: idOf('statement', 'n'), affiliate_id: shared('affiliate'), period_name: `to_char(now() - interval '1 month' * (19 - n % 20), 'YYYY-MM')`, document: `'{}'` }),
    some('affiliate_invoice', { affiliate_id: shared('affiliate'), statement_id: idOf('statement', 'n'), number_folded: `'x' || n`, issued_on: `'2026-01-01'`, differences: `case when n % 10 = 0 then '{total}'::text[] else '{}' end`, is_rejected: 'n <= 20' }),
    few('affiliate_invoice_event', 40, { affiliate_invoice_id: idOf('affiliate_invoice', 'n'), kind: `case when n <= 20 then 'rejected' else 'accepted' end` }),
    both('adjustment', { affiliate_id: OWNER, customer_id: `case when n % 10 = 0 then ${idOf('customer', 1, BOTH)} end`, amount_minor: '100', needs_second_person: 'n % 10 = 0 or n <= 40' }),
    few('adjustment_event', BOTH, { adjustment_id: idOf('adjustment', 'n', BOTH), kind: `case when n <= 20 then 'rejected' else 'approved' end` }),
    some('payout_method', { affiliate_id: idOf('affiliate', 'n'), kind: mostly('bank', 'pix', 'paypal', 'wise', 'crypto', 'other'), sealed_details: `'\\x00'`, is_default: 'true' }),
    some('payout_run', { status: `case when n = 1 then 'draft' when n <= 20 then 'approved' when n <= 40 then 'cancelled' when n <= 60 then 'empty' when n % 5 = 0 then 'draft' else 'instructed' end`, cause: `'user'`, approved_at: AT, cancelled_at: 'case when n between 21 and 40 then now() end' }),
    both('payout', {
      run_id: `case when n % 2 = 1 then ${idOf('payout_run', '(n + 1) / 2')} else ${idOf('payout_run', 1)} end`, affiliate_id: `case when n % 2 = 1 then ${idOf('affiliate', 1)} else ${idOf('affiliate', 'n / 2 + 1')} end`, method_kind: mostly('bank', 'pix', 'paypal', 'wise', 'crypto', 'other'),
      method_id: idOf('payout_method', '(n + 1) / 2'), amount_minor: '5000', paid_amount_minor: '5000', status: mostly('settled', 'instructed', 'draft', 'approved', 'failed', 'returned', 'cancelled'), rail: `'manual'`,
    }),
    both('payout_event', { payout_id: idOf('payout', 'n', BOTH), kind: `'settled'` }),
    few('payout_line', 0.9 * BOTH, { payout_id: idOf('payout', 'case when n % 2 = 1 then 999 else n end', BOTH), commission_id: idOf('commission', '2 * n - 1', LINES) }),
    both('payout_instruction', { payout_id: idOf('payout', 'n', BOTH), rail: `'webhook'`, state: mostly('accepted', 'sent', 'stored', 'unknown', 'refused') }),
    some('payout_left_out', { run_id: idOf('payout_run', 1), affiliate_id: idOf('affiliate', 'n'), reason: mostly('below_minimum', 'method_missing') }),
    some('payout_block', { affiliate_id: idOf('affiliate', 1), kind: mostly('lifted', 'set') }),
    some('payout_reconciliation', { format: `'csv'` }),
    some('payout_reconciliation_line', { reconciliation_id: idOf('payout_reconciliation', 1), number: 'n', outcome: mostly('applied', 'unchanged', 'discrepancy', 'error', 'ignored') }),
    some('paying_account', { kind: mostly('sepa', 'webhook', 'pix'), archived_at: `case when n <= 20 then now() end` }),
    some('data_import', { kind: mostly('transactions', 'customers', 'affiliates', 'coupons', 'legacy_links'), status: mostly('done', 'failed', 'ready', 'cancelled'), parts: '1' }),
    some('data_import_row', { import_id: idOf('data_import', 1), number: 'n', line: 'n', outcome: mostly('imported', 'failed', 'duplicate', 'waiting', 'skipped'), values: `'{"externalId":"x"}'` }),
    some('gateway_delivery', { gateway: mostly('stripe', 'woovi'), outcome: mostly('applied', 'ignored', 'refused', 'failed'), received_at: AT, is_signed: 'true' }),
    some('webhook_endpoint', { url: `'https://example.com/' || n`, event_kinds: `'{payout.settled}'`, status: mostly('active', 'paused') }),
    some('api_key', { permissions: `'{}'` }),
    some('report', { definition: `'{"dimensions":["day"],"measures":["clicks"],"range":null,"filters":{},"sort":null}'` }),
    ...['click_daily', 'customer_daily', 'transaction_daily', 'commission_daily'].map((name) => both(name, { day: `to_char(${AT}, 'YYYY-MM-DD')`, affiliate_id: OWNER, country: `'MT'` })),
    both('ledger_daily', { day: `to_char(${AT}, 'YYYY-MM-DD')`, affiliate_id: OWNER, account: `'affiliate_payable'` }),
    some('fx_rate', { currency: mostly('USD', 'BRL', 'GBP'), effective_from: AT }),
    some('audit_entry', { subject_id: OWNER, subject_type: `'affiliate'`, action: `'affiliate.changed'` }),
    some('mail', { state: mostly('sent', 'failed'), locale: `'en'`, template: `'invitation'`, sent_at: AT }),
    both('outbox_event', { kind: mostly('payout.settled', 'payout_method.changed', 'invoice.issued'), subject_type: `'payout'`, subject_id: `${idOf('payout', 'n', BOTH)}::text`, affiliate_id: OWNER }),
    some('commission_plan', { name: `'Plan ' || n`, status: mostly('active', 'archived') }),
    some('plan_assignment', { plan_id: plan.plan_id, affiliate_id: idOf('affiliate', 'n') }),
    some('plan_acceptance', { affiliate_id: idOf('affiliate', 'n'), ...plan, via: `'portal'`, sha256: SHA }),
    { name: 'plan_text', rows: 1, columns: { plan_version_id: plan.plan_version_id, sha256: SHA, language: `'en'`, wording: '1', context: `'{}'` } },
    few('commission_plan_version', ROWS + 1_000, { plan_id: idOf('commission_plan', `case when n <= ${ROWS} then n else 1 end`), version: `case when n <= ${ROWS} then 1 else n end`, applies_to: `'all_open'`, components: `'[]'` }),
    some('operator_user', { email: `'user' || n || '@example.com'`, email_folded: `'user' || n || '@example.com'` }),
    some('invitation', { role: `'viewer'` }),
  ]
}

const FROZEN = `'{"affiliateName":"a","trackerName":"t","brandName":"b","productName":null}'`
const DOCUMENT = `'${JSON.stringify({
  period: { name: '2026-11', from: '2026-11-01', until: '2026-12-01', timeZone: 'Europe/Malta' }, opening: { pending: '0', payable: '0', total: '0' }, closing: { pending: '0', payable: '0', total: '0' },
  commissions: [], carryover: { in: '0', out: '0' }, adjustments: '0', tax: { vat: '0', withheld: '0' }, payouts: { sent: '0', returned: '0' }, matured: '0', lines: { count: 1, root: '' },
})}'`
const SHA = `repeat('0', 64)`
