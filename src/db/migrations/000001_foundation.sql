-- The foundation: operators, programs, people, tracking, customers, transactions, commissions and the ledger.
--
-- Citus-safe by rule (kept by test/migrations/schema-rules.test.ts): program_id leads every key of every tenant table, there
-- are no triggers, and what must be unique over all programs lives in a small reference table without program_id in its key.
-- Row-level security is forced on every tenant table; "tenant table" means: it has a program_id and is not a reference table.

-- ───────────────────────────── reference tables (no tenant) ─────────────────────────────

create table operator (
  id uuid primary key,
  name text not null unique,
  billing_plan text not null default 'premium' check (billing_plan in ('starter', 'pro', 'premium')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table program (
  id uuid primary key,
  -- The program inside a click key: 16 bits of it.
  number integer generated always as identity (minvalue 1 maxvalue 65535) unique,
  operator_id uuid not null references operator (id),
  name text not null,
  currency char(3) not null,
  time_zone text not null,
  status text not null default 'active' check (status in ('draft', 'active', 'paused')),
  is_test boolean not null default false,
  -- Test programs only: their frozen present. Null = the wall clock.
  test_now timestamptz,
  attribution_model text not null default 'last_click' check (attribution_model in ('last_click', 'first_click')),
  attribution_window_days integer not null default 30 check (attribution_window_days between 1 and 3650),
  attribution_stand_down_minutes integer not null default 0 check (attribution_stand_down_minutes between 0 and 525600),
  organic_tracking text not null default 'assign' check (organic_tracking in ('assign', 'reject')),
  accept_supplied_commissions boolean not null default true,
  carryover_mode text not null default 'reset' check (carryover_mode in ('reset', 'carry')),
  payout_minimum_minor bigint not null default 0 check (payout_minimum_minor >= 0),
  payout_approval text not null default 'two_people' check (payout_approval in ('two_people', 'one_person')),
  allowed_domains text[] not null default '{}',
  fallback_url text,
  default_plan_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (operator_id, name)
);

create table operator_user (
  id uuid primary key,
  operator_id uuid not null references operator (id),
  email text not null,
  -- The address folded (domain: ASCII lower case, local part: NFC and lower case): one account per person.
  email_folded text not null unique,
  password_hash text,
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table sign_in_token (
  token_hash bytea primary key,
  operator_user_id uuid not null references operator_user (id),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table session (
  token_hash bytea primary key,
  operator_user_id uuid not null references operator_user (id),
  program_id uuid not null references program (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

-- Which program a credential speaks for; the key itself (name, permissions, expiry) is the tenant's own row.
create table api_key_lookup (
  key_hash bytea primary key,
  program_id uuid not null references program (id),
  api_key_id uuid not null
);

-- A slug and a click domain are addresses on the internet: unique over all programs.
create table tracking_link_slug (
  slug text primary key,
  program_id uuid not null references program (id),
  tracking_link_id uuid not null
);
create index on tracking_link_slug (program_id, tracking_link_id);

create table click_domain (
  host text primary key,
  program_id uuid not null references program (id),
  verified_at timestamptz
);

create table referral_code (
  code text primary key,
  program_id uuid not null references program (id),
  affiliate_id uuid not null,
  is_alias boolean not null default false
);
create index on referral_code (program_id, affiliate_id);

-- How far each redirect process's spool has been drained. Moves in the same transaction as the clicks it covers.
create table spool_position (
  spool_id uuid not null,
  segment bigint not null,
  byte_offset bigint not null,
  updated_at timestamptz not null,
  primary key (spool_id)
);

-- ───────────────────────────── the program's people and places ─────────────────────────────

create table api_key (
  program_id uuid not null references program (id),
  id uuid not null,
  name text not null,
  -- What a person may see of the key afterwards: prefix and last four characters.
  hint text not null,
  permissions jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (program_id, id)
);

create table brand (
  program_id uuid not null references program (id),
  id uuid not null,
  name text not null,
  industry text,
  external_id text,
  landing_page_url text not null,
  deep_link_hosts text[] not null default '{}',
  auto_approve boolean not null default true,
  approval_stage text not null default 'transaction' check (approval_stage in ('transaction', 'commission')),
  allow_anonymous_transactions boolean not null default false,
  deduction_set_id uuid,
  status text not null default 'active' check (status in ('active', 'inactive', 'archived')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, external_id)
);

create table product (
  program_id uuid not null references program (id),
  id uuid not null,
  brand_id uuid not null,
  name text not null,
  external_id text,
  landing_page_url text,
  -- Null: the brand's deductions apply.
  deduction_set_id uuid,
  status text not null default 'active' check (status in ('active', 'inactive', 'archived')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, brand_id, external_id),
  foreign key (program_id, brand_id) references brand (program_id, id)
);

-- An ordered list of deductions, never changed: editing a brand's deductions makes a new set, so that an old transaction
-- can always be recomputed with the set it was computed with.
create table deduction_set (
  program_id uuid not null references program (id),
  id uuid not null,
  deductions jsonb not null,
  created_at timestamptz not null,
  primary key (program_id, id)
);

create table affiliate_group (
  program_id uuid not null references program (id),
  id uuid not null,
  name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, name)
);

create table affiliate (
  program_id uuid not null references program (id),
  id uuid not null,
  name text not null,
  display_name text,
  email text,
  email_folded text,
  external_id text,
  status text not null default 'active' check (status in ('pending', 'active', 'inactive', 'suspended', 'archived')),
  referral_code text,
  parent_affiliate_id uuid,
  group_id uuid,
  country text,
  currency char(3) not null,
  -- The program's Organic Tracking affiliate: holds unattributed customers and never earns.
  is_organic boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, external_id),
  unique (program_id, email_folded),
  foreign key (program_id, group_id) references affiliate_group (program_id, id),
  foreign key (program_id, parent_affiliate_id) references affiliate (program_id, id)
);
create unique index affiliate_one_organic on affiliate (program_id) where is_organic;

create table tracker (
  program_id uuid not null references program (id),
  id uuid not null,
  affiliate_id uuid not null,
  name text not null,
  external_id text,
  status text not null default 'active' check (status in ('active', 'inactive', 'archived')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, affiliate_id, external_id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);

create table tracking_link (
  program_id uuid not null references program (id),
  id uuid not null,
  -- The link inside a click key: 24 bits, counted per program (see program_book.last_link_number).
  number integer not null check (number between 1 and 16777215),
  tracker_id uuid not null,
  brand_id uuid not null,
  product_id uuid,
  media_id uuid,
  slug text not null,
  landing_page_url text,
  pass_through boolean not null default false,
  status text not null default 'active' check (status in ('active', 'inactive', 'archived')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, number),
  foreign key (program_id, tracker_id) references tracker (program_id, id),
  foreign key (program_id, brand_id) references brand (program_id, id),
  foreign key (program_id, product_id) references product (program_id, id)
);

create table fx_rate (
  program_id uuid not null references program (id),
  currency char(3) not null,
  effective_from timestamptz not null,
  id uuid not null,
  -- Units of the program's currency for one unit of this one, in billionths.
  rate_ppb numeric(24, 0) not null check (rate_ppb > 0),
  source text not null,
  created_at timestamptz not null,
  primary key (program_id, currency, effective_from)
);

-- ───────────────────────────── clicks, customers, attribution ─────────────────────────────

-- The time is part of the click key, so (program, time, key) is unique without a second table.
create table click (
  program_id uuid not null,
  occurred_at timestamptz not null,
  click_key uuid not null,
  tracking_link_id uuid not null,
  affiliate_id uuid not null,
  tracker_id uuid not null,
  brand_id uuid not null,
  visitor_id uuid,
  flags text[] not null default '{}',
  is_valid boolean not null,
  country text,
  ip inet,
  agent_family text,
  referring_url text,
  custom_parameter text,
  sub_ids jsonb,
  utm jsonb,
  recorded_at timestamptz not null,
  primary key (program_id, occurred_at, click_key)
) partition by range (occurred_at);
create table click_default partition of click default;
create index click_affiliate on click (program_id, affiliate_id, occurred_at);
create index click_visitor on click (program_id, visitor_id, occurred_at) where visitor_id is not null;

create table customer (
  program_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  external_id text not null,
  username text,
  country text,
  country_code text,
  register_ip text,
  referring_url text,
  registered_at timestamptz not null,
  category text,
  label text,
  custom_parameter text,
  rev_share_excluded boolean not null default false,
  cpa_excluded boolean not null default false,
  -- False: registered by a browser and not yet confirmed by the operator.
  is_verified boolean not null default true,
  import_id uuid,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (program_id, brand_id, external_id),
  foreign key (program_id, brand_id) references brand (program_id, id)
);
-- Whose address is still whole: a shortened one has a mask.
create index customer_whole_address on customer (program_id, created_at) where register_ip is not null and register_ip not like '%/%';
-- The last index on purpose. While the table is small and not yet analysed, every index that begins with the program looks equally good
-- and the planner takes the youngest; the checks of foreign keys keep that plan, and with another index each check would read the whole
-- program (measured: registrations per second fell by two thirds within 30,000 customers).
alter table customer add primary key (program_id, id);

-- Attribution and touches name their customer without a foreign key: they are stored by the statement that stores the customer, customers
-- are never deleted, and the checks were half of the time of a registration (44 of 90 ms for 500).
create table attribution (
  program_id uuid not null,
  customer_id uuid not null,
  affiliate_id uuid not null,
  tracker_id uuid not null,
  brand_id uuid not null,
  product_id uuid,
  media_id uuid,
  tracking_link_id uuid,
  click_key uuid,
  carrier text not null check (carrier in ('manual', 'coupon', 'click_key', 'referral_code', 'cookie', 'organic')),
  -- Why the customer has no click of its own: click_required, click_invalid, click_foreign, click_expired, bot …
  reason text,
  touched_at timestamptz,
  custom_parameter text,
  referring_url text,
  -- Names as they were then: the tracking of a customer is a copy frozen at attribution.
  frozen jsonb not null,
  -- False while the click row (sub-ids, referrer) has not arrived; completed once.
  is_complete boolean not null default true,
  recorded_at timestamptz not null,
  primary key (program_id, customer_id)
);
create index attribution_affiliate on attribution (program_id, affiliate_id, customer_id);
create index attribution_incomplete on attribution (program_id, click_key) where not is_complete;

create table touch (
  program_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  carrier text not null,
  click_key uuid,
  affiliate_id uuid,
  tracker_id uuid,
  touched_at timestamptz,
  outcome text not null check (outcome in ('won', 'lost')),
  reason text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id)
);
create index touch_customer on touch (program_id, customer_id);
create index touch_affiliate on touch (program_id, affiliate_id, id);

-- Running totals of a customer over its applied transactions and commissions. Derived; verify recomputes them.
create table customer_total (
  program_id uuid not null,
  customer_id uuid not null,
  deposits numeric(30, 0) not null default 0,
  deposit_count integer not null default 0,
  revenue numeric(30, 0) not null default 0,
  first_deposit_at timestamptz,
  first_deposit_external_id text,
  first_deposit_transaction_id uuid,
  first_deposit_amount numeric(20, 0),
  first_revenue_at timestamptz,
  first_revenue_external_id text,
  first_revenue_amount numeric(20, 0),
  cpa_qualified_at timestamptz,
  rev_share_minor bigint not null default 0,
  cpa_minor bigint not null default 0,
  fixed_minor bigint not null default 0,
  updated_at timestamptz not null,
  primary key (program_id, customer_id)
) with (fillfactor = 45);

-- ───────────────────────────── plans ─────────────────────────────

create table commission_plan (
  program_id uuid not null references program (id),
  id uuid not null,
  name text not null,
  currency char(3) not null,
  status text not null default 'active' check (status in ('active', 'archived')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id)
);

create table commission_plan_version (
  program_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  version integer not null check (version > 0),
  effective_from timestamptz not null,
  applies_to text not null check (applies_to in ('new_customers', 'from_date', 'all_open')),
  notice_days integer not null default 0 check (notice_days between 0 and 365),
  hold_days integer not null default 0 check (hold_days between 0 and 3650),
  components jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, plan_id, version),
  foreign key (program_id, plan_id) references commission_plan (program_id, id)
);

create table plan_assignment (
  program_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  affiliate_id uuid,
  group_id uuid,
  brand_id uuid,
  product_id uuid,
  tracker_id uuid,
  effective_from timestamptz not null,
  -- Null = for good. Ending an assignment never reaches customers it already holds.
  effective_until timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, plan_id) references commission_plan (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  foreign key (program_id, group_id) references affiliate_group (program_id, id),
  foreign key (program_id, brand_id) references brand (program_id, id),
  foreign key (program_id, product_id) references product (program_id, id),
  foreign key (program_id, tracker_id) references tracker (program_id, id)
);

-- ───────────────────────────── transactions ─────────────────────────────

-- What was acknowledged with 202: durable first, processed in order afterwards. The payload goes when it is processed.
create table transaction_batch (
  program_id uuid not null references program (id),
  id uuid not null,
  payload text,
  integration_type text not null,
  accepted integer not null check (accepted between 1 and 10000),
  processed integer not null default 0,
  pending_approval integer not null default 0,
  duplicates integer not null default 0,
  created_by text not null,
  recorded_at timestamptz not null,
  processed_at timestamptz,
  primary key (program_id, id)
);
-- Compressing a payload that lives for milliseconds costs more than writing it.
alter table transaction_batch alter column payload set storage external;
create index transaction_batch_queue on transaction_batch (program_id, id) where processed_at is null;

-- Items that could not be processed yet (waiting) or at all (failed). Resolved ones keep their row and say how.
create table transaction_exception (
  program_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  batch_index integer not null,
  state text not null check (state in ('waiting', 'failed', 'discarded', 'replaced', 'resolved')),
  code text not null,
  message text not null,
  brand_id uuid,
  external_id text,
  -- What it waits for: a customer's external id, or the external id of the sale that a refund names.
  awaited_customer text,
  awaited_original text,
  -- json, not jsonb: the order of the fields is part of the content hash.
  item json not null,
  -- True while the item holds its externalId in transaction_key.
  holds_key boolean not null,
  attempts integer not null default 0,
  due_at timestamptz,
  recorded_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, batch_id) references transaction_batch (program_id, id)
);
create index transaction_exception_key on transaction_exception (program_id, brand_id, external_id) where state = 'failed';
create index transaction_exception_batch on transaction_exception (program_id, batch_id);
create index transaction_exception_state on transaction_exception (program_id, state, id);
create index transaction_exception_due on transaction_exception (program_id, due_at) where state = 'waiting';
create index transaction_exception_customer on transaction_exception (program_id, brand_id, awaited_customer)
  where state = 'waiting' and awaited_customer is not null;
create index transaction_exception_original on transaction_exception (program_id, brand_id, awaited_original)
  where state = 'waiting' and awaited_original is not null;

-- Who holds an externalId. transaction_id is null while the item waits.
create table transaction_key (
  program_id uuid not null,
  brand_id uuid not null,
  external_id text not null,
  content_hash uuid not null,
  transaction_id uuid,
  primary key (program_id, brand_id, external_id)
);

-- Amounts are millionths of a major unit of the program's currency: numeric, because 10^13 major units do not fit a bigint.
-- Ids are UUIDv7, so a range of ids is a range of recording time.
create table transaction (
  program_id uuid not null,
  id uuid not null,
  batch_id uuid,
  brand_id uuid not null,
  product_id uuid,
  customer_id uuid,
  affiliate_id uuid not null,
  tracker_id uuid not null,
  click_key uuid,
  type text not null,
  external_id text,
  external_customer_id text,
  external_product_id text,
  related_transaction_id uuid,
  country text,
  country_code text,
  sent_currency char(3),
  fx_rate_ppb numeric(24, 0),
  deposit numeric(20, 0) not null,
  sale numeric(20, 0) not null,
  withdrawal numeric(20, 0) not null,
  wager numeric(20, 0) not null,
  bonus numeric(20, 0) not null,
  gross numeric(20, 0) not null,
  net numeric(24, 0) not null,
  taxes numeric(24, 0) not null,
  payment_fees numeric(24, 0) not null,
  cost_of_goods numeric(24, 0) not null,
  -- A caller-computed commission, booked instead of the computed one of its kind. Null or 0 = none.
  supplied_rev_share_minor bigint,
  supplied_cpa_minor bigint,
  supplied_fixed_minor bigint,
  supplied_deductions jsonb,
  rounded_from jsonb,
  deduction_set_id uuid,
  occurred_at timestamptz not null,
  -- Where the event counts in aggregates: its own time, or for a refund the time of the sale it takes back.
  effective_at timestamptz not null,
  status text not null check (status in ('pending', 'approved', 'rejected')),
  -- The book step (program_book.sequence) at which it took effect, and at which a rejection took the effect away.
  applied_sequence bigint,
  removed_sequence bigint,
  -- Why it can earn nothing, whatever the plan: unattributed, affiliate_inactive, plan_missing …
  unpaid_reason text,
  rev_share_excluded boolean not null,
  cpa_excluded boolean not null,
  plan_id uuid,
  plan_version_id uuid,
  assignment_id uuid,
  category text,
  label text,
  note text,
  integration_type text not null,
  created_by text not null,
  recorded_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id)
) partition by range (id);
create table transaction_default partition of transaction default;
create index transaction_customer on transaction (program_id, customer_id, effective_at);
create index transaction_affiliate on transaction (program_id, affiliate_id, id);
create index transaction_related on transaction (program_id, related_transaction_id) where related_transaction_id is not null;
create index transaction_pending on transaction (program_id, id) where status = 'pending';

-- Approvals and rejections: who, when, why.
create table transaction_event (
  program_id uuid not null,
  id uuid not null,
  transaction_id uuid not null,
  kind text not null check (kind in ('approved', 'rejected')),
  actor text not null,
  reason text,
  recorded_at timestamptz not null,
  primary key (program_id, id)
);
create index transaction_event_transaction on transaction_event (program_id, transaction_id);

-- ───────────────────────────── commissions ─────────────────────────────

-- One row per (customer, plan, component): the customer's progress towards CPA, over the events of that plan in canonical
-- order up to (last_at, last_brand_id, last_external_id). An event behind that point makes the row be rebuilt from history.
create table qualification (
  program_id uuid not null,
  customer_id uuid not null,
  plan_id uuid not null,
  component text not null,
  deposit_total numeric(30, 0) not null,
  deposit_count integer not null,
  deposit_largest numeric(20, 0) not null,
  withdrawal_total numeric(30, 0) not null,
  wager_total numeric(30, 0) not null,
  net_revenue numeric(30, 0) not null,
  first_deposit_at timestamptz,
  last_at timestamptz,
  last_brand_id uuid,
  last_external_id text,
  -- Per level reached: its cumulative amount, and what computed lines have paid for it so far.
  reached_minor bigint[] not null,
  paid_minor bigint[] not null,
  supplied_minor bigint not null,
  -- The version that rated the last event: another one may have other levels, so the row is rebuilt from history.
  plan_version_id uuid,
  primary key (program_id, customer_id, plan_id, component)
) with (fillfactor = 45);

-- Aggregates of a revenue share: one row per version within (affiliate, plan, component, scope, window).
create table commission_total (
  program_id uuid not null,
  affiliate_id uuid not null,
  plan_id uuid not null,
  component text not null,
  -- Brand or customer when the tiers say so, else the nil uuid.
  scope_id uuid not null,
  -- 2026-11, or 'lifetime'.
  window_key text not null,
  plan_version_id uuid not null,
  base numeric(30, 0) not null,
  -- What this version's customers add to the tier metric (millionths, or a count).
  metric numeric(30, 0) not null,
  posted_minor bigint not null,
  primary key (program_id, affiliate_id, plan_id, component, scope_id, window_key, plan_version_id)
) with (fillfactor = 70);

create table commission (
  program_id uuid not null,
  id uuid not null,
  sequence bigint not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  customer_id uuid,
  transaction_id uuid not null,
  plan_id uuid,
  plan_version_id uuid,
  assignment_id uuid,
  -- The component's key in its plan ("revenue_share", "cpa", "cpa.2"), or the type alone for a line without a plan.
  component text not null,
  kind text not null check (kind in ('computed', 'supplied', 'reversal', 'rerate', 'zero')),
  amount_minor bigint not null,
  currency char(3) not null,
  -- The state it was born with. What happened since is in commission_event; the row itself never changes.
  initial_status text not null check (initial_status in ('pending', 'approved')),
  reason text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  period char(7) not null,
  relates_to_period char(7),
  payable_from timestamptz not null,
  reverses_id uuid,
  -- The leaves it was computed from; which of them are set depends on the component (docs/commission-rules.md).
  scope_id uuid,
  window_key text,
  level integer,
  base_before numeric(30, 0),
  base_after numeric(30, 0),
  metric_before numeric(30, 0),
  metric_after numeric(30, 0),
  total_before bigint,
  total_after bigint,
  -- What the requirements of a CPA saw of the customer besides its transactions; a customer's country may change afterwards.
  facts jsonb,
  primary key (program_id, id),
  check ((amount_minor = 0) = (kind = 'zero'))
);
create index commission_affiliate on commission (program_id, affiliate_id, id);
create index commission_transaction on commission (program_id, transaction_id);
create index commission_payable on commission (program_id, payable_from) where amount_minor > 0;

create table commission_event (
  program_id uuid not null,
  id uuid not null,
  commission_id uuid not null,
  kind text not null check (kind in ('approved', 'rejected', 'reversed', 'paid')),
  actor text not null,
  reason text,
  recorded_at timestamptz not null,
  primary key (program_id, id)
);
create unique index commission_event_once on commission_event (program_id, commission_id, kind);

-- ───────────────────────────── ledger ─────────────────────────────

-- The program's book: every step that moves money or aggregates holds this row, takes the next sequence and leaves a seal.
create table program_book (
  program_id uuid primary key references program (id),
  sequence bigint not null default 0,
  seal bytea not null,
  -- Positive approved lines due up to here have been moved to payable.
  matured_until timestamptz not null,
  last_link_number integer not null default 0
);

create table ledger_account (
  program_id uuid not null references program (id),
  id uuid not null,
  kind text not null,
  -- Affiliate of an affiliate account, brand of a brand's expense; the nil uuid for program-wide accounts.
  owner_id uuid not null,
  currency char(3) not null,
  debits numeric(30, 0) not null default 0 check (debits >= 0),
  credits numeric(30, 0) not null default 0 check (credits >= 0),
  primary key (program_id, id),
  unique (program_id, owner_id, kind, currency)
) with (fillfactor = 50);

create table ledger_transfer (
  program_id uuid not null,
  id uuid not null,
  sequence bigint not null,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  kind text not null,
  idempotency_key text not null,
  cause_type text not null,
  cause_id uuid not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  period char(7) not null,
  relates_to_period char(7),
  reverses_id uuid,
  primary key (program_id, id),
  unique (program_id, idempotency_key),
  check (debit_account_id <> credit_account_id)
);
create index ledger_transfer_sequence on ledger_transfer (program_id, sequence);
create index ledger_transfer_cause on ledger_transfer (program_id, cause_id);

-- One per book step with transfers: SHA-256 over the previous seal and the step's transfers. Makes an edit of history visible.
create table ledger_seal (
  program_id uuid not null,
  sequence bigint not null,
  transfers integer not null,
  previous_seal bytea not null,
  seal bytea not null,
  recorded_at timestamptz not null,
  primary key (program_id, sequence)
);

-- ───────────────────────────── plumbing ─────────────────────────────

create table idempotent_request (
  program_id uuid not null,
  credential_id uuid not null,
  idempotency_key text not null,
  request_hash bytea not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz not null,
  primary key (program_id, credential_id, idempotency_key)
);
create index idempotent_request_age on idempotent_request (program_id, created_at);

create table audit_entry (
  program_id uuid not null,
  id uuid not null,
  actor text not null,
  action text not null,
  subject_type text not null,
  subject_id uuid,
  details jsonb not null default '{}',
  recorded_at timestamptz not null,
  primary key (program_id, id)
);
create index audit_entry_subject on audit_entry (program_id, subject_id, id);

-- ───────────────────────────── the second net: row-level security and the application's rights ─────────────────────────────
-- The application's role is created before the first migration (src/db/migrate.ts) and is a member of fairshare_app.

do $$
declare
  tenant_table text;
begin
  for tenant_table in
    select c.relname from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'program_id' and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
      and c.relname not in ('session', 'api_key_lookup', 'tracking_link_slug', 'click_domain', 'referral_code')
  loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert, update, delete on all tables in schema public to fairshare_app;
-- Append-only: what is of record is inserted and read, never changed.
revoke update, delete on ledger_transfer, ledger_seal, commission, commission_event, transaction_event, audit_entry, touch, deduction_set,
  commission_plan_version from fairshare_app;
revoke update, delete on ledger_account from fairshare_app;
grant update (debits, credits) on ledger_account to fairshare_app;
revoke update, delete on transaction, transaction_default from fairshare_app;
grant update (status, applied_sequence, removed_sequence, updated_at) on transaction to fairshare_app;
revoke update, delete on click, click_default from fairshare_app;
grant update (ip) on click to fairshare_app;
