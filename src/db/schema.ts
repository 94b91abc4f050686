// The tables as the statement builder sees them. Made by "npm run schema"; edit a migration, not this file.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Given as JSON text or as an object; an array must be given as text, the driver would send it as a PostgreSQL array. */
export type Json = ColumnType<unknown, string | object, string | object>
export type NullableJson = ColumnType<unknown, string | object | null | undefined, string | object | null>

export interface Schema {
  adjustment: AdjustmentTable
  adjustment_event: AdjustmentEventTable
  affiliate: AffiliateTable
  affiliate_api_key: AffiliateApiKeyTable
  affiliate_api_key_lookup: AffiliateApiKeyLookupTable
  affiliate_decision: AffiliateDecisionTable
  affiliate_group: AffiliateGroupTable
  affiliate_invitation: AffiliateInvitationTable
  affiliate_invoice: AffiliateInvoiceTable
  affiliate_invoice_event: AffiliateInvoiceEventTable
  affiliate_note: AffiliateNoteTable
  affiliate_parent: AffiliateParentTable
  affiliate_recovery_code: AffiliateRecoveryCodeTable
  affiliate_search: AffiliateSearchTable
  affiliate_session: AffiliateSessionTable
  affiliate_sign_up: AffiliateSignUpTable
  affiliate_token: AffiliateTokenTable
  affiliate_user: AffiliateUserTable
  api_key: ApiKeyTable
  api_key_lookup: ApiKeyLookupTable
  attribution: AttributionTable
  audit_entry: AuditEntryTable
  brand: BrandTable
  claim_key: ClaimKeyTable
  click: ClickTable
  click_daily: ClickDailyTable
  click_domain: ClickDomainTable
  commission: CommissionTable
  commission_daily: CommissionDailyTable
  commission_event: CommissionEventTable
  commission_plan: CommissionPlanTable
  commission_plan_version: CommissionPlanVersionTable
  commission_total: CommissionTotalTable
  coupon: CouponTable
  customer: CustomerTable
  customer_daily: CustomerDailyTable
  customer_disqualification: CustomerDisqualificationTable
  customer_milestone: CustomerMilestoneTable
  customer_reattribution: CustomerReattributionTable
  customer_total: CustomerTotalTable
  data_import: DataImportTable
  data_import_part: DataImportPartTable
  data_import_row: DataImportRowTable
  deduction_set: DeductionSetTable
  event: EventTable
  former_email: FormerEmailTable
  fx_rate: FxRateTable
  gateway: GatewayTable
  gateway_delivery: GatewayDeliveryTable
  gateway_payment: GatewayPaymentTable
  gateway_reference: GatewayReferenceTable
  gateway_reversal: GatewayReversalTable
  idempotent_request: IdempotentRequestTable
  invitation: InvitationTable
  invoice: InvoiceTable
  known_device: KnownDeviceTable
  ledger_account: LedgerAccountTable
  ledger_daily: LedgerDailyTable
  ledger_seal: LedgerSealTable
  ledger_transfer: LedgerTransferTable
  legacy_link: LegacyLinkTable
  legal_entity: LegalEntityTable
  mail: MailTable
  media: MediaTable
  media_audience: MediaAudienceTable
  media_file: MediaFileTable
  operator: OperatorTable
  operator_address_change: OperatorAddressChangeTable
  operator_recovery_code: OperatorRecoveryCodeTable
  operator_user: OperatorUserTable
  operator_user_program: OperatorUserProgramTable
  outbox_event: OutboxEventTable
  passkey: PasskeyTable
  passkey_challenge: PasskeyChallengeTable
  password_reset: PasswordResetTable
  paying_account: PayingAccountTable
  paying_account_file: PayingAccountFileTable
  payout: PayoutTable
  payout_block: PayoutBlockTable
  payout_event: PayoutEventTable
  payout_file: PayoutFileTable
  payout_instruction: PayoutInstructionTable
  payout_left_out: PayoutLeftOutTable
  payout_line: PayoutLineTable
  payout_method: PayoutMethodTable
  payout_method_event: PayoutMethodEventTable
  payout_minimum: PayoutMinimumTable
  payout_reconciliation: PayoutReconciliationTable
  payout_reconciliation_line: PayoutReconciliationLineTable
  payout_run: PayoutRunTable
  period: PeriodTable
  period_seal: PeriodSealTable
  plan_acceptance: PlanAcceptanceTable
  plan_assignment: PlanAssignmentTable
  plan_text: PlanTextTable
  portal_host: PortalHostTable
  portal_slug: PortalSlugTable
  postback: PostbackTable
  product: ProductTable
  program: ProgramTable
  program_book: ProgramBookTable
  program_logo: ProgramLogoTable
  program_portal: ProgramPortalTable
  qualification: QualificationTable
  rate_window: RateWindowTable
  reckoning_mark: ReckoningMarkTable
  reckoning_state: ReckoningStateTable
  referral_code: ReferralCodeTable
  report: ReportTable
  report_mailing: ReportMailingTable
  report_mark: ReportMarkTable
  report_state: ReportStateTable
  schema_migration: SchemaMigrationTable
  session: SessionTable
  sign_in_failure: SignInFailureTable
  sign_in_token: SignInTokenTable
  signing_key: SigningKeyTable
  simulation: SimulationTable
  spool_position: SpoolPositionTable
  statement: StatementTable
  statement_draft: StatementDraftTable
  statement_line: StatementLineTable
  statement_tax: StatementTaxTable
  tax_profile: TaxProfileTable
  touch: TouchTable
  tracker: TrackerTable
  tracking_link: TrackingLinkTable
  tracking_link_slug: TrackingLinkSlugTable
  transaction: TransactionTable
  transaction_batch: TransactionBatchTable
  transaction_daily: TransactionDailyTable
  transaction_event: TransactionEventTable
  transaction_exception: TransactionExceptionTable
  transaction_key: TransactionKeyTable
  webhook_endpoint: WebhookEndpointTable
}

export interface AdjustmentTable {
  program_id: string
  id: string
  affiliate_id: string
  amount_minor: bigint
  currency: string
  reason: string
  note: string | null
  relates_to_period: string | null
  brand_id: string | null
  customer_id: string | null
  transaction_id: string | null
  needs_second_person: boolean
  created_by: string
  recorded_at: Date
}

export interface AdjustmentEventTable {
  program_id: string
  id: string
  adjustment_id: string
  kind: 'approved' | 'rejected'
  actor: string
  reason: string | null
  recorded_at: Date
}

export interface AffiliateTable {
  program_id: string
  id: string
  name: string
  display_name: string | null
  email: string | null
  email_folded: string | null
  external_id: string | null
  status: Generated<'pending' | 'active' | 'inactive' | 'suspended' | 'archived'>
  referral_code: string | null
  parent_affiliate_id: string | null
  group_id: string | null
  country: string | null
  currency: string
  is_organic: Generated<boolean>
  created_at: Date
  updated_at: Date
  number: number
  phone: string | null
  password_hash: string | null
  erased_at: Date | null
  traces_erased_at: Date | null
  is_named: Generated<boolean>
  search_text: string | null
  sort_name: Generated<string>
}

export interface AffiliateApiKeyTable {
  program_id: string
  id: string
  affiliate_id: string
  name: string
  hint: string
  access: 'read' | 'write'
  created_by: string
  created_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
}

export interface AffiliateApiKeyLookupTable {
  key_hash: Buffer
  program_id: string
  affiliate_api_key_id: string
}

export interface AffiliateDecisionTable {
  program_id: string
  id: string
  affiliate_id: string
  kind: 'approved' | 'suspended' | 'reactivated'
  reason: string | null
  actor: string
  recorded_at: Date
}

export interface AffiliateGroupTable {
  program_id: string
  id: string
  name: string
  created_at: Date
  updated_at: Date
}

export interface AffiliateInvitationTable {
  program_id: string
  id: string
  affiliate_id: string
  token_hash: Buffer
  email: string
  email_folded: string
  role: 'owner' | 'member' | 'viewer'
  may_change_payouts: Generated<boolean>
  invited_by: string
  created_at: Date
  expires_at: Date
}

export interface AffiliateInvoiceTable {
  program_id: string
  id: string
  affiliate_id: string
  statement_id: string
  number: string
  number_folded: string
  issued_on: string
  currency: string
  net_minor: bigint
  vat_minor: bigint
  total_minor: bigint
  differences: string[]
  file_name: string | null
  content: Buffer | null
  content_hash: Buffer | null
  is_rejected: Generated<boolean>
  created_by: string
  recorded_at: Date
}

export interface AffiliateInvoiceEventTable {
  program_id: string
  id: string
  affiliate_invoice_id: string
  kind: 'accepted' | 'rejected'
  actor: string
  reason: string
  recorded_at: Date
}

export interface AffiliateNoteTable {
  program_id: string
  id: string
  affiliate_id: string
  body: string
  author: string
  created_at: Date
  archived_by: string | null
  archived_at: Date | null
}

export interface AffiliateParentTable {
  program_id: string
  affiliate_id: string
  number: number
  parent_id: string | null
  effective_from: Date
  created_by: string
  created_at: Date
}

export interface AffiliateRecoveryCodeTable {
  program_id: string
  affiliate_user_id: string
  code_hash: Buffer
  used_at: Date | null
}

export interface AffiliateSearchTable {
  program_id: string
  suffix: string
  affiliate_id: string
}

export interface AffiliateSessionTable {
  program_id: string
  id: string
  affiliate_id: string
  affiliate_user_id: string | null
  acted_by: string | null
  token_hash: Buffer
  network: string
  agent: string | null
  challenge_until: Date | null
  challenge_tries: Generated<number>
  fresh_at: Date | null
  second_factor_at: Date | null
  created_at: Date
  last_used_at: Date
  expires_at: Date
  ended_at: Date | null
}

export interface AffiliateSignUpTable {
  program_id: string
  id: string
  token_hash: Buffer
  email: string
  email_folded: string
  name: string
  company: string | null
  country: string | null
  website: string | null
  language: string
  password_hash: string
  parent_code: string | null
  terms_sha256: string | null
  created_at: Date
  expires_at: Date
}

export interface AffiliateTokenTable {
  program_id: string
  token_hash: Buffer
  kind: 'reset' | 'email' | 'portal'
  affiliate_id: string
  affiliate_user_id: string | null
  email: string | null
  acted_by: string | null
  created_at: Date
  expires_at: Date
}

export interface AffiliateUserTable {
  program_id: string
  id: string
  affiliate_id: string
  name: string
  email: string
  email_folded: string
  role: 'owner' | 'member' | 'viewer'
  may_change_payouts: Generated<boolean>
  language: 'en' | 'pt-BR' | 'es' | null
  password_hash: string | null
  password_changed_at: Date | null
  email_verified_at: Date | null
  sealed_totp: Buffer | null
  totp_confirmed_at: Date | null
  totp_last_step: bigint | null
  terms_sha256: string | null
  terms_accepted_at: Date | null
  disabled_at: Date | null
  last_signed_in_at: Date | null
  created_at: Date
  updated_at: Date
}

export interface ApiKeyTable {
  program_id: string
  id: string
  name: string
  hint: string
  permissions: Json
  created_by: string
  created_at: Date
  updated_at: Date
  expires_at: Date | null
  last_used_at: Date | null
  revoked_at: Date | null
}

export interface ApiKeyLookupTable {
  key_hash: Buffer
  program_id: string
  api_key_id: string
}

export interface AttributionTable {
  program_id: string
  customer_id: string
  affiliate_id: string
  tracker_id: string
  brand_id: string
  product_id: string | null
  media_id: string | null
  tracking_link_id: string | null
  click_key: string | null
  carrier: 'manual' | 'coupon' | 'click_key' | 'referral_code' | 'cookie' | 'organic'
  reason: string | null
  touched_at: Date | null
  custom_parameter: string | null
  referring_url: string | null
  frozen: Json
  is_complete: Generated<boolean>
  recorded_at: Date
}

export interface AuditEntryTable {
  program_id: string
  id: string
  actor: string
  action: string
  subject_type: string
  subject_id: string | null
  details: ColumnType<unknown, string | object | undefined, string | object>
  recorded_at: Date
}

export interface BrandTable {
  program_id: string
  id: string
  name: string
  industry: string | null
  external_id: string | null
  landing_page_url: string
  deep_link_hosts: Generated<string[]>
  auto_approve: Generated<boolean>
  approval_stage: Generated<'transaction' | 'commission'>
  allow_anonymous_transactions: Generated<boolean>
  deduction_set_id: string | null
  status: Generated<'active' | 'inactive' | 'archived'>
  created_at: Date
  updated_at: Date
  click_parameter: Generated<string>
  accept_browser_registrations: Generated<boolean>
}

export interface ClaimKeyTable {
  program_id: string
  brand_id: string
  external_id: string
  content_hash: string
  recorded_at: Date
}

export interface ClickTable {
  program_id: string
  occurred_at: Date
  click_key: string
  tracking_link_id: string
  affiliate_id: string
  tracker_id: string
  brand_id: string
  visitor_id: string | null
  flags: Generated<string[]>
  is_valid: boolean
  country: string | null
  ip: string | null
  agent_family: string | null
  referring_url: string | null
  custom_parameter: string | null
  sub_ids: NullableJson
  utm: NullableJson
  recorded_at: Date
}

export interface ClickDailyTable {
  program_id: string
  day: string
  affiliate_id: string
  brand_id: string
  product_id: string
  tracker_id: string
  country: string
  is_tail: boolean
  clicks: bigint
  unique_clicks: bigint
  valid_clicks: bigint
  flagged_clicks: bigint
}

export interface ClickDomainTable {
  host: string
  program_id: string
  verified_at: Date | null
  added_at: Date | null
  checked_at: Date | null
}

export interface CommissionTable {
  program_id: string
  id: string
  sequence: bigint
  affiliate_id: string
  brand_id: string | null
  customer_id: string | null
  transaction_id: string | null
  plan_id: string | null
  plan_version_id: string | null
  assignment_id: string | null
  component: string
  kind: 'computed' | 'supplied' | 'reversal' | 'rerate' | 'carryover' | 'zero'
  amount_minor: bigint
  currency: string
  initial_status: 'pending' | 'approved'
  reason: string | null
  occurred_at: Date
  recorded_at: Date
  period: string
  relates_to_period: string | null
  payable_from: Date
  reverses_id: string | null
  scope_id: string | null
  window_key: string | null
  level: number | null
  base_before: bigint | null
  base_after: bigint | null
  metric_before: bigint | null
  metric_after: bigint | null
  total_before: bigint | null
  total_after: bigint | null
  facts: NullableJson
  award_key: string | null
  award_transaction_id: string | null
  evidence: NullableJson
  statement_period: string | null
  missed_period: string | null
}

export interface CommissionDailyTable {
  program_id: string
  day: string
  affiliate_id: string
  brand_id: string
  product_id: string
  tracker_id: string
  country: string
  component: string
  currency: string
  lines: bigint
  pending_minor: bigint
  payable_minor: bigint
  rejected_minor: bigint
}

export interface CommissionEventTable {
  program_id: string
  id: string
  commission_id: string
  kind: 'approved' | 'rejected' | 'reversed' | 'paid'
  actor: string
  reason: string | null
  recorded_at: Date
}

export interface CommissionPlanTable {
  program_id: string
  id: string
  name: string
  currency: string
  status: Generated<'active' | 'archived'>
  created_at: Date
  updated_at: Date
}

export interface CommissionPlanVersionTable {
  program_id: string
  id: string
  plan_id: string
  version: number
  effective_from: Date
  applies_to: 'new_customers' | 'from_date' | 'all_open'
  notice_days: Generated<number>
  hold_days: Generated<number>
  components: Json
  created_by: string
  created_at: Date
  needs: Generated<string[]>
}

export interface CommissionTotalTable {
  program_id: string
  affiliate_id: string
  plan_id: string
  component: string
  scope_id: string
  window_key: string
  plan_version_id: string
  base: bigint
  metric: bigint
  posted_minor: bigint
}

export interface CouponTable {
  program_id: string
  id: string
  code: string
  affiliate_id: string
  status: Generated<'active' | 'inactive' | 'archived'>
  created_at: Date
  updated_at: Date
}

export interface CustomerTable {
  program_id: string
  id: string
  brand_id: string
  external_id: string
  username: string | null
  country: string | null
  country_code: string | null
  register_ip: string | null
  referring_url: string | null
  registered_at: Date
  category: string | null
  label: string | null
  custom_parameter: string | null
  rev_share_excluded: Generated<boolean>
  cpa_excluded: Generated<boolean>
  is_verified: Generated<boolean>
  import_id: string | null
  created_by: string
  created_at: Date
  updated_at: Date
  cpa_excluded_at: Date | null
}

export interface CustomerDailyTable {
  program_id: string
  day: string
  affiliate_id: string
  brand_id: string
  product_id: string
  tracker_id: string
  country: string
  registrations: bigint
  first_deposits: bigint
  first_deposit_amount: bigint
  qualified: bigint
}

export interface CustomerDisqualificationTable {
  program_id: string
  id: string
  customer_id: string
  kind: 'disqualified' | 'restored'
  effective_from: Date | null
  reason: string | null
  created_by: string
  recorded_at: Date
}

export interface CustomerMilestoneTable {
  program_id: string
  customer_id: string
  kind: 'registration' | 'first_deposit' | 'qualification'
  day: string
  affiliate_id: string
  brand_id: string
  product_id: string
  tracker_id: string
  country: string
  amount: bigint
}

export interface CustomerReattributionTable {
  program_id: string
  id: string
  customer_id: string
  affiliate_id: string
  tracker_id: string
  effective_from: Date | null
  reason: string
  moved: number
  created_by: string
  recorded_at: Date
}

export interface CustomerTotalTable {
  program_id: string
  customer_id: string
  deposits: Generated<bigint>
  deposit_count: Generated<number>
  revenue: Generated<bigint>
  first_deposit_at: Date | null
  first_deposit_external_id: string | null
  first_deposit_transaction_id: string | null
  first_deposit_amount: bigint | null
  first_revenue_at: Date | null
  first_revenue_external_id: string | null
  first_revenue_amount: bigint | null
  cpa_qualified_at: Date | null
  rev_share_minor: Generated<bigint>
  cpa_minor: Generated<bigint>
  fixed_minor: Generated<bigint>
  updated_at: Date
}

export interface DataImportTable {
  program_id: string
  id: string
  kind: 'customers' | 'transactions' | 'affiliates' | 'coupons' | 'legacy_links'
  file_name: string | null
  parts: number
  bytes: bigint
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | null
  delimiter: Generated<string>
  heading: string[] | null
  mapping: NullableJson
  status: 'uploading' | 'ready' | 'reading' | 'taking' | 'settling' | 'done' | 'failed' | 'cancelled'
  error_code: string | null
  error_message: string | null
  rows: Generated<number>
  imported: Generated<number>
  duplicates: Generated<number>
  waiting: Generated<number>
  failed: Generated<number>
  created_by: string
  created_at: Date
  started_by: string | null
  started_at: Date | null
  finished_at: Date | null
}

export interface DataImportPartTable {
  program_id: string
  import_id: string
  number: number
  content: Buffer
}

export interface DataImportRowTable {
  program_id: string
  import_id: string
  number: number
  line: number
  row_key: string | null
  values: NullableJson
  batch_id: string | null
  batch_index: number | null
  outcome: 'imported' | 'duplicate' | 'waiting' | 'failed' | 'skipped' | null
  code: string | null
  message: string | null
}

export interface DeductionSetTable {
  program_id: string
  id: string
  deductions: Json
  created_at: Date
}

export interface EventTable {
  program_id: string
  id: string
  kind: 'conversion' | 'lead' | 'page_view'
  source: 'api' | 'sdk' | 'gateway' | 'manual'
  outcome: 'recorded' | 'converted' | 'unattributed' | 'duplicate'
  reason: string | null
  referral_code: string | null
  affiliate_id: string | null
  order_id: string | null
  session_id: string | null
  is_verified: boolean
  is_late: Generated<boolean>
  properties: Json
  device_info: NullableJson
  ip: string | null
  occurred_at: Date
  recorded_at: Date
}

export interface FormerEmailTable {
  program_id: string
  id: string
  affiliate_id: string
  email: string
  replaced_at: Date
}

export interface FxRateTable {
  program_id: string
  currency: string
  effective_from: Date
  id: string
  rate_ppb: bigint
  source: string
  created_at: Date
}

export interface GatewayTable {
  program_id: string
  kind: string
  is_enabled: boolean
  secrets: Buffer | null
  allow_metadata: boolean
  allow_coupon: boolean
  created_at: Date
  updated_at: Date
}

export interface GatewayDeliveryTable {
  program_id: string
  id: string
  gateway: string
  event_id: string | null
  event_type: string | null
  outcome: 'applied' | 'ignored' | 'refused' | 'failed'
  reason: string | null
  payment_id: string | null
  is_signed: boolean
  headers: Json
  body: Buffer
  received_at: Date
  replays: Generated<number>
  replayed_at: Date | null
}

export interface GatewayPaymentTable {
  program_id: string
  id: string
  gateway: string
  state: 'named' | 'free' | 'waiting' | 'unattributed' | 'converted'
  payment: NullableJson
  is_verified: boolean
  subscription: string | null
  affiliate_id: string | null
  wait_until: Date | null
  order_id: string | null
  brand_id: string | null
  created_at: Date
  updated_at: Date
}

export interface GatewayReferenceTable {
  program_id: string
  gateway: string
  reference: string
  payment_id: string
}

export interface GatewayReversalTable {
  program_id: string
  gateway: string
  id: string
  payment_id: string
  kind: 'refund' | 'chargeback'
  state: 'held' | 'booked' | 'won' | 'credited'
  value: bigint
  currency: string
  occurred_at: Date
  created_at: Date
  updated_at: Date
}

export interface IdempotentRequestTable {
  program_id: string
  credential_id: string
  idempotency_key: string
  request_hash: Buffer
  status: number | null
  headers: NullableJson
  body: string | null
  created_at: Date
}

export interface InvitationTable {
  id: string
  operator_id: string
  email: string
  email_folded: string
  role: 'owner' | 'admin' | 'manager' | 'finance' | 'viewer'
  program_ids: string[] | null
  token_hash: Buffer
  program_id: string
  invited_by: string
  created_at: Date
  expires_at: Date
  accepted_at: Date | null
  withdrawn_at: Date | null
}

export interface InvoiceTable {
  program_id: string
  id: string
  legal_entity_id: string
  kind: 'invoice' | 'credit_note'
  sequence: bigint
  number: string
  statement_id: string
  affiliate_id: string
  period_name: string
  currency: string
  net_minor: bigint
  vat_minor: bigint
  withheld_minor: bigint
  document: string
  hash: Buffer
  issued_at: Date
}

export interface KnownDeviceTable {
  token_hash: Buffer
  account_hash: Buffer
  last_used_at: Date
}

export interface LedgerAccountTable {
  program_id: string
  id: string
  kind: string
  owner_id: string
  currency: string
  debits: Generated<bigint>
  credits: Generated<bigint>
}

export interface LedgerDailyTable {
  program_id: string
  day: string
  affiliate_id: string
  currency: string
  account: 'affiliate_pending' | 'affiliate_payable' | 'payout_in_transit'
  kind: string
  transfers: bigint
  change_minor: bigint
}

export interface LedgerSealTable {
  program_id: string
  sequence: bigint
  transfers: number
  previous_seal: Buffer
  seal: Buffer
  recorded_at: Date
}

export interface LedgerTransferTable {
  program_id: string
  id: string
  sequence: bigint
  debit_account_id: string
  credit_account_id: string
  amount_minor: bigint
  currency: string
  kind: string
  idempotency_key: string
  cause_type: string
  cause_id: string
  occurred_at: Date
  recorded_at: Date
  period: string
  relates_to_period: string | null
  reverses_id: string | null
  statement_period: string | null
  missed_period: string | null
}

export interface LegacyLinkTable {
  program_id: string
  id: string
  parameter: 'btag' | 'stag' | 'a_aid' | 'path'
  value: string
  tracking_link_id: string
  created_at: Date
}

export interface LegalEntityTable {
  program_id: string
  id: string
  name: string
  address: string
  country: string
  tax_id: string | null
  prefix: string
  first_invoice_number: bigint
  next_invoice_number: bigint
  first_credit_note_number: bigint
  next_credit_note_number: bigint
  is_default: boolean
  created_at: Date
  updated_at: Date
}

export interface MailTable {
  id: string
  operator_id: string | null
  program_id: string | null
  operator_user_id: string | null
  recipient: string
  template: string
  locale: 'en' | 'pt-BR' | 'es'
  subject: string
  sealed_words: Buffer | null
  state: Generated<'waiting' | 'sent' | 'failed'>
  attempts: Generated<number>
  next_at: Date
  last_error: string | null
  created_at: Date
  sent_at: Date | null
}

export interface MediaTable {
  program_id: string
  id: string
  kind: 'banner' | 'text' | 'html5'
  name: string
  key: string
  brand_id: string | null
  product_id: string | null
  status: Generated<'active' | 'inactive' | 'archived'>
  is_for_all: Generated<boolean>
  words: string | null
  landing_page_url: string | null
  width: number | null
  height: number | null
  created_at: Date
  updated_at: Date
}

export interface MediaAudienceTable {
  program_id: string
  media_id: string
  member_id: string
  kind: 'group' | 'affiliate'
}

export interface MediaFileTable {
  program_id: string
  media_id: string
  content: Buffer
  content_type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'text/html'
  sha256: Buffer
  created_at: Date
}

export interface OperatorTable {
  id: string
  name: string
  billing_plan: Generated<'starter' | 'pro' | 'premium'>
  created_at: Date
  updated_at: Date
}

export interface OperatorAddressChangeTable {
  token_hash: Buffer
  operator_user_id: string
  email: string
  email_folded: string
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface OperatorRecoveryCodeTable {
  operator_user_id: string
  code_hash: Buffer
  used_at: Date | null
}

export interface OperatorUserTable {
  id: string
  operator_id: string
  email: string
  email_folded: string
  password_hash: string | null
  disabled_at: Date | null
  created_at: Date
  name: Generated<string>
  role: Generated<'owner' | 'admin' | 'manager' | 'finance' | 'viewer'>
  all_programs: Generated<boolean>
  locale: 'en' | 'pt-BR' | 'es' | null
  password_changed_at: Date | null
  password_is_long: Generated<boolean>
  sealed_totp: Buffer | null
  sealed_new_totp: Buffer | null
  totp_last_step: bigint | null
  updated_at: Generated<Date>
}

export interface OperatorUserProgramTable {
  operator_user_id: string
  program_id: string
}

export interface OutboxEventTable {
  program_id: string
  id: string
  kind: string
  subject_type: string
  subject_id: string
  affiliate_id: string | null
  payload: Json
  recorded_at: Date
}

export interface PasskeyTable {
  id: string
  operator_user_id: string
  credential_id: string
  public_key: Buffer
  counter: bigint
  transports: Generated<string[]>
  name: string
  created_at: Date
  last_used_at: Date | null
}

export interface PasskeyChallengeTable {
  challenge: string
  operator_user_id: string | null
  expires_at: Date
}

export interface PasswordResetTable {
  token_hash: Buffer
  operator_user_id: string
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface PayingAccountTable {
  program_id: string
  id: string
  kind: 'sepa' | 'pix' | 'webhook'
  name: string
  hint: string
  sealed_details: Buffer
  is_default: boolean
  last_file_number: Generated<number>
  created_by: string
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

export interface PayingAccountFileTable {
  program_id: string
  paying_account_id: string
  file_number: number
  message_id: string
  recorded_at: Date
}

export interface PayoutTable {
  program_id: string
  id: string
  run_id: string
  affiliate_id: string
  currency: string
  amount_minor: bigint
  method_id: string
  method_kind: string
  paid_currency: string
  paid_amount_minor: bigint
  fx_rate_ppb: bigint | null
  fx_source: string | null
  fx_effective_from: Date | null
  status: 'draft' | 'approved' | 'instructed' | 'settled' | 'failed' | 'returned' | 'cancelled'
  not_sent_reason: string | null
  rail: string | null
  end_to_end_id: string
  external_id: string | null
  sequence: bigint
  created_at: Date
  updated_at: Date
}

export interface PayoutBlockTable {
  program_id: string
  id: string
  affiliate_id: string
  kind: 'set' | 'lifted'
  reason: string
  actor: string
  recorded_at: Date
}

export interface PayoutEventTable {
  program_id: string
  id: string
  payout_id: string
  kind: 'prepared' | 'approved' | 'passed_over' | 'instructed' | 'called' | 'unknown' | 'accepted' | 'refused' | 'late_answer' | 'settled' | 'failed' | 'returned' | 'cancelled' | 'downloaded'
  actor: string
  reason: string | null
  external_id: string | null
  recorded_at: Date
}

export interface PayoutFileTable {
  program_id: string
  id: string
  run_id: string
  rail: string
  message_id: string
  file_name: string
  content_type: string
  sealed_content: Buffer
  sha256: Buffer
  payouts: number
  created_by: string
  created_at: Date
}

export interface PayoutInstructionTable {
  program_id: string
  id: string
  payout_id: string
  idempotency_key: string
  rail: string
  state: 'stored' | 'sent' | 'unknown' | 'accepted' | 'refused'
  calls: Generated<number>
  leased_until: Date | null
  next_at: Date | null
  detail: string | null
  created_at: Date
  updated_at: Date
  sealed_body: Buffer | null
}

export interface PayoutLeftOutTable {
  program_id: string
  run_id: string
  affiliate_id: string
  reason: 'nothing_payable' | 'negative_balance' | 'in_flight' | 'below_minimum' | 'method_missing' | 'method_held' | 'blocked' | 'suspended' | 'erased' | 'invoice_missing' | 'invoice_mismatch' | 'rate_missing' | 'rate_stale' | 'amount_out_of_range'
  amount_minor: bigint
  missing_minor: bigint | null
  missing_currency: string | null
  held_until: Date | null
  note: string | null
  recorded_at: Date
}

export interface PayoutLineTable {
  program_id: string
  payout_id: string
  commission_id: string
  sequence: bigint
  released_sequence: bigint | null
  is_released: Generated<boolean | null>
}

export interface PayoutMethodTable {
  program_id: string
  id: string
  affiliate_id: string
  kind: 'bank' | 'pix' | 'paypal' | 'wise' | 'crypto' | 'other'
  currency: string
  label: string | null
  hint: string
  sealed_details: Buffer | null
  fingerprint: Buffer | null
  is_default: Generated<boolean>
  replaces_id: string | null
  held_until: Date | null
  created_by: string
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

export interface PayoutMethodEventTable {
  program_id: string
  id: string
  payout_method_id: string
  kind: 'created' | 'replaced' | 'made_default' | 'relabelled' | 'revealed' | 'archived'
  actor: string
  proof: 'operator' | 'fresh_sign_in' | null
  reason: string | null
  recorded_at: Date
}

export interface PayoutMinimumTable {
  program_id: string
  currency: string
  method_kind: string
  minimum_minor: bigint
  updated_at: Date
}

export interface PayoutReconciliationTable {
  program_id: string
  id: string
  format: 'csv' | 'pain.002' | 'camt' | 'cnab240'
  file_name: string | null
  sha256: Buffer
  lines: number
  applied: number
  unchanged: number
  discrepancies: number
  errors: number
  ignored: number
  created_by: string
  recorded_at: Date
}

export interface PayoutReconciliationLineTable {
  program_id: string
  reconciliation_id: string
  number: number
  place: string
  end_to_end_id: string | null
  amount: string | null
  currency: string | null
  told: 'accepted' | 'settled' | 'failed' | 'returned' | null
  external_id: string | null
  bank_reason: string | null
  payout_id: string | null
  outcome: 'applied' | 'unchanged' | 'discrepancy' | 'error' | 'ignored'
  code: string | null
  message: string | null
}

export interface PayoutRunTable {
  program_id: string
  id: string
  status: 'preparing' | 'draft' | 'empty' | 'approved' | 'instructed' | 'cancelled'
  cause: 'user' | 'schedule'
  scheduled_for: string | null
  through_period: string | null
  affiliate_ids: string[] | null
  paid_currency: string | null
  prepared_until: string | null
  prepared_by: string
  prepared_at: Date
  approved_by: string | null
  approved_at: Date | null
  cancelled_by: string | null
  cancelled_at: Date | null
  cancellation_reason: string | null
  updated_at: Date
}

export interface PeriodTable {
  program_id: string
  name: string
  kind: 'weekly' | 'half_monthly' | 'monthly' | 'quarterly'
  starts_at: Date
  ends_at: Date
  status: 'calculating' | 'review' | 'sealed'
  requested_by: string
  requested_at: Date
  awaits_before: string | null
  cut_sequence: bigint | null
  cut_at: Date | null
  gathered_sequence: Generated<bigint>
  calculated_at: Date | null
  sealed_by: string | null
  sealed_at: Date | null
}

export interface PeriodSealTable {
  program_id: string
  period_name: string
  document: string
  hash: Buffer
  key_id: string
  signature: Buffer
  recorded_at: Date
}

export interface PlanAcceptanceTable {
  program_id: string
  id: string
  affiliate_id: string
  plan_id: string
  plan_version_id: string
  sha256: string
  via: 'portal' | 'document' | 'message'
  accepted_at: Date
  created_by: string
  created_at: Date
}

export interface PlanAssignmentTable {
  program_id: string
  id: string
  plan_id: string
  affiliate_id: string | null
  group_id: string | null
  brand_id: string | null
  product_id: string | null
  tracker_id: string | null
  effective_from: Date
  effective_until: Date | null
  created_by: string
  created_at: Date
  updated_at: Date
}

export interface PlanTextTable {
  program_id: string
  plan_version_id: string
  sha256: string
  language: 'en' | 'pt-BR' | 'es'
  context: Json
  wording: number
  body: string
  created_at: Date
}

export interface PortalHostTable {
  host: string
  program_id: string
  checked_at: Date | null
  verified_at: Date | null
}

export interface PortalSlugTable {
  slug: string
  program_id: string
}

export interface PostbackTable {
  program_id: string
  id: string
  affiliate_id: string
  url: string
  events: string[]
  status: 'active' | 'inactive'
  created_by: string
  created_at: Date
  updated_at: Date
}

export interface ProductTable {
  program_id: string
  id: string
  brand_id: string
  name: string
  external_id: string | null
  landing_page_url: string | null
  deduction_set_id: string | null
  status: Generated<'active' | 'inactive' | 'archived'>
  created_at: Date
  updated_at: Date
}

export interface ProgramTable {
  id: string
  number: GeneratedAlways<number>
  operator_id: string
  name: string
  currency: string
  time_zone: string
  status: Generated<'draft' | 'active' | 'paused'>
  is_test: Generated<boolean>
  test_now: Date | null
  attribution_model: Generated<'last_click' | 'first_click'>
  attribution_window_days: Generated<number>
  attribution_stand_down_minutes: Generated<number>
  organic_tracking: Generated<'assign' | 'reject'>
  accept_supplied_commissions: Generated<boolean>
  carryover_mode: Generated<'reset' | 'carry'>
  payout_minimum_minor: Generated<bigint>
  payout_approval: Generated<'two_people' | 'one_person'>
  allowed_domains: Generated<string[]>
  fallback_url: string | null
  default_plan_id: string | null
  created_at: Date
  updated_at: Date
  description: string | null
  cookie_days: Generated<number>
  payout_frequency: Generated<'weekly' | 'biweekly' | 'monthly'>
  self_sign_up: Generated<boolean>
  attribution_coupon_beats_click: Generated<boolean>
  default_brand_id: string | null
  carryover_scope: Generated<'affiliate' | 'brand' | 'plan' | 'product'>
  carryover_what: Generated<'base' | 'commission'>
  carryover_cap_minor: bigint | null
  carryover_cap_average_ppm: bigint | null
  carryover_expiry_months: number | null
  carryover_earlier: ColumnType<unknown, string | object | undefined, string | object>
  adjustment_limit_minor: Generated<bigint>
  payouts_frozen_at: Date | null
  payouts_frozen_reason: string | null
  payout_hold_hours: Generated<number>
  automatic_payout_runs_since: Date | null
  payouts_frozen_by: string | null
}

export interface ProgramBookTable {
  program_id: string
  sequence: Generated<bigint>
  seal: Buffer
  matured_until: Date
  last_link_number: Generated<number>
  period_kinds: ColumnType<unknown, string | object | undefined, string | object>
  open_from: Date | null
  first_moment: Date | null
}

export interface ProgramLogoTable {
  program_id: string
  content: Buffer
  content_type: 'image/png' | 'image/jpeg'
  updated_at: Date
}

export interface ProgramPortalTable {
  program_id: string
  title: string | null
  introduction: string | null
  terms: string | null
  terms_changed_at: Date | null
  accent_color: string | null
  support_email: string | null
  default_language: Generated<'en' | 'pt-BR' | 'es'>
  auto_approve: Generated<boolean>
  updated_at: Date
}

export interface QualificationTable {
  program_id: string
  customer_id: string
  plan_id: string
  component: string
  deposit_total: bigint
  deposit_count: number
  deposit_largest: bigint
  withdrawal_total: bigint
  wager_total: bigint
  net_revenue: bigint
  first_deposit_at: Date | null
  last_at: Date | null
  last_brand_id: string | null
  last_external_id: string | null
  reached_minor: bigint[]
  paid_minor: bigint[]
  supplied_minor: bigint
  plan_version_id: string | null
}

export interface RateWindowTable {
  principal: string
  started_at: Date
  used: number
}

export interface ReckoningMarkTable {
  program_id: string
  id: string
  affiliate_id: string
}

export interface ReckoningStateTable {
  program_id: string
  reckoned_until: Date
  clicks_until: Date
}

export interface ReferralCodeTable {
  code: string
  program_id: string
  affiliate_id: string
  is_alias: Generated<boolean>
}

export interface ReportTable {
  program_id: string
  id: string
  name: string
  definition: Json
  schedule: 'daily' | 'weekly' | 'monthly' | null
  recipient_ids: Generated<string[]>
  scheduled_at: Date | null
  created_by: string
  created_at: Date
  updated_at: Date
}

export interface ReportMailingTable {
  program_id: string
  report_id: string
  period_day: string
  recipients: number
  recorded_at: Date
}

export interface ReportMarkTable {
  program_id: string
  id: string
  clicks_at: Date | null
  customer_id: string | null
}

export interface ReportStateTable {
  program_id: string
  ledger_sequence: bigint
  transaction_sequence: bigint
  transaction_scan: string | null
  scan_sequence: bigint
  transactions_since: Date
  customer_scan: string | null
  customers_since: Date
  clicks_until: Date
  has_tail: Generated<boolean>
  read_at: Date
  as_of: Date
}

export interface SchemaMigrationTable {
  name: string
  checksum: string
  applied_at: Date
}

export interface SessionTable {
  token_hash: Buffer
  operator_user_id: string
  program_id: string
  created_at: Date
  expires_at: Date
  ended_at: Date | null
  id: Generated<string>
  last_seen_at: Date | null
  network: string | null
  agent: string | null
  challenge_until: Date | null
  challenge_tries: Generated<number>
  fresh_at: Date | null
  second_factor_at: Date | null
}

export interface SignInFailureTable {
  account_hash: Buffer
  network: Generated<string>
  failures: number
  window_started_at: Date
  not_before: Date | null
}

export interface SignInTokenTable {
  token_hash: Buffer
  operator_user_id: string
  expires_at: Date
  used_at: Date | null
}

export interface SigningKeyTable {
  program_id: string
  id: string
  public_key: Buffer
  sealed_private_key: Buffer
  created_by: string
  created_at: Date
  retired_at: Date | null
  endorsed_by: string | null
  endorsement: Buffer | null
}

export interface SimulationTable {
  program_id: string
  id: string
  plan_id: string
  request: Json
  status: Generated<'queued' | 'running' | 'done' | 'failed'>
  result: NullableJson
  error: string | null
  created_by: string
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
}

export interface SpoolPositionTable {
  spool_id: string
  segment: bigint
  byte_offset: bigint
  updated_at: Date
}

export interface StatementTable {
  program_id: string
  id: string
  period_name: string
  affiliate_id: string
  currency: string
  opening_pending_minor: bigint
  opening_payable_minor: bigint
  closing_pending_minor: bigint
  closing_payable_minor: bigint
  net_minor: bigint
  vat_minor: bigint
  withheld_minor: bigint
  lines: number
  previous_id: string | null
  document: string
  hash: Buffer
  recorded_at: Date
}

export interface StatementDraftTable {
  program_id: string
  period_name: string
  affiliate_id: string
  matured_minor: Generated<bigint>
  statement_id: string | null
}

export interface StatementLineTable {
  program_id: string
  period_name: string
  affiliate_id: string
  transfer_id: string
}

export interface StatementTaxTable {
  program_id: string
  statement_id: string
  affiliate_id: string
  tax_profile_id: string | null
  currency: string
  base_minor: bigint
  vat_rate_ppm: bigint
  vat_minor: bigint
  reverse_charge: boolean
  withholding_rate_ppm: bigint
  withheld_minor: bigint
  invoicing: 'self_billed' | 'uploaded' | 'none'
  recorded_at: Date
}

export interface TaxProfileTable {
  program_id: string
  id: string
  affiliate_id: string
  legal_name: string | null
  address: string | null
  country: string | null
  tax_id: string | null
  vat_rate_ppm: bigint
  reverse_charge: boolean
  withholding_rate_ppm: bigint
  invoicing: 'self_billed' | 'uploaded' | 'none'
  legal_entity_id: string | null
  created_by: string
  recorded_at: Date
}

export interface TouchTable {
  program_id: string
  id: string
  customer_id: string
  carrier: string
  click_key: string | null
  affiliate_id: string | null
  tracker_id: string | null
  touched_at: Date | null
  outcome: 'won' | 'lost'
  reason: string
  recorded_at: Date
}

export interface TrackerTable {
  program_id: string
  id: string
  affiliate_id: string
  name: string
  external_id: string | null
  status: Generated<'active' | 'inactive' | 'archived'>
  created_at: Date
  updated_at: Date
}

export interface TrackingLinkTable {
  program_id: string
  id: string
  number: number
  tracker_id: string
  brand_id: string
  product_id: string | null
  media_id: string | null
  slug: string
  landing_page_url: string | null
  pass_through: Generated<boolean>
  status: Generated<'active' | 'inactive' | 'archived'>
  created_at: Date
  updated_at: Date
}

export interface TrackingLinkSlugTable {
  slug: string
  program_id: string
  tracking_link_id: string
}

export interface TransactionTable {
  program_id: string
  id: string
  batch_id: string | null
  brand_id: string
  product_id: string | null
  customer_id: string | null
  affiliate_id: string
  tracker_id: string
  click_key: string | null
  type: string
  external_id: string | null
  external_customer_id: string | null
  external_product_id: string | null
  related_transaction_id: string | null
  country: string | null
  country_code: string | null
  sent_currency: string | null
  fx_rate_ppb: bigint | null
  deposit: bigint
  sale: bigint
  withdrawal: bigint
  wager: bigint
  bonus: bigint
  gross: bigint
  net: bigint
  taxes: bigint
  payment_fees: bigint
  cost_of_goods: bigint
  supplied_rev_share_minor: bigint | null
  supplied_cpa_minor: bigint | null
  supplied_fixed_minor: bigint | null
  supplied_deductions: NullableJson
  rounded_from: NullableJson
  deduction_set_id: string | null
  occurred_at: Date
  effective_at: Date
  status: 'pending' | 'approved' | 'rejected' | 'moved'
  applied_sequence: bigint | null
  removed_sequence: bigint | null
  unpaid_reason: string | null
  rev_share_excluded: boolean
  cpa_excluded: boolean
  plan_id: string | null
  plan_version_id: string | null
  assignment_id: string | null
  category: string | null
  label: string | null
  note: string | null
  integration_type: string
  created_by: string
  recorded_at: Date
  updated_at: Date
  is_verified: Generated<boolean>
  replaces_id: string | null
}

export interface TransactionBatchTable {
  program_id: string
  id: string
  payload: string | null
  integration_type: string
  accepted: number
  processed: Generated<number>
  pending_approval: Generated<number>
  duplicates: Generated<number>
  created_by: string
  recorded_at: Date
  processed_at: Date | null
}

export interface TransactionDailyTable {
  program_id: string
  day: string
  affiliate_id: string
  brand_id: string
  product_id: string
  tracker_id: string
  country: string
  type: string
  transactions: bigint
  deposit: bigint
  withdrawal: bigint
  sale: bigint
  wager: bigint
  bonus: bigint
  gross: bigint
  net: bigint
}

export interface TransactionEventTable {
  program_id: string
  id: string
  transaction_id: string
  kind: 'approved' | 'rejected' | 'moved'
  actor: string
  reason: string | null
  recorded_at: Date
}

export interface TransactionExceptionTable {
  program_id: string
  id: string
  batch_id: string
  batch_index: number
  state: 'waiting' | 'failed' | 'discarded' | 'replaced' | 'resolved'
  code: string
  message: string
  brand_id: string | null
  external_id: string | null
  awaited_customer: string | null
  awaited_original: string | null
  item: Json
  holds_key: boolean
  attempts: Generated<number>
  due_at: Date | null
  recorded_at: Date
  updated_at: Date
}

export interface TransactionKeyTable {
  program_id: string
  brand_id: string
  external_id: string
  content_hash: string
  transaction_id: string | null
}

export interface WebhookEndpointTable {
  program_id: string
  id: string
  url: string
  description: string | null
  event_kinds: string[]
  sealed_secrets: Buffer
  status: Generated<'active' | 'paused'>
  created_by: string
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}
