-- The schema after all migrations. Made by "npm run schema"; edit a migration, not this file.

create type spooled_click as (
  occurred_at timestamp with time zone,
  recorded_at timestamp with time zone,
  click_key uuid,
  tracking_link_id uuid,
  affiliate_id uuid,
  tracker_id uuid,
  brand_id uuid,
  visitor_id uuid,
  is_valid boolean,
  flags text[],
  ip inet,
  agent_family text,
  country text,
  referring_url text,
  custom_parameter text,
  sub_ids text,
  utm text
);

create table adjustment (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  amount_minor bigint not null,
  currency character(3) not null,
  reason text not null,
  note text,
  relates_to_period character(7),
  brand_id uuid,
  customer_id uuid,
  transaction_id uuid,
  needs_second_person boolean not null,
  created_by text not null,
  recorded_at timestamp with time zone not null,
  constraint adjustment_pkey PRIMARY KEY (program_id, id),
  constraint adjustment_amount_minor_check CHECK ((amount_minor <> 0)),
  constraint adjustment_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint adjustment_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
CREATE INDEX adjustment_affiliate ON public.adjustment USING btree (program_id, affiliate_id, id);
alter table adjustment enable row level security;
alter table adjustment force row level security;
create policy own_program on adjustment using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on adjustment to fairshare_app;

create table adjustment_event (
  program_id uuid not null,
  id uuid not null,
  adjustment_id uuid not null,
  kind text not null,
  actor text not null,
  reason text,
  recorded_at timestamp with time zone not null,
  constraint adjustment_event_pkey PRIMARY KEY (program_id, id),
  constraint adjustment_event_kind_check CHECK ((kind = ANY (ARRAY['approved'::text, 'rejected'::text]))),
  constraint adjustment_event_program_id_adjustment_id_fkey FOREIGN KEY (program_id, adjustment_id) REFERENCES adjustment(program_id, id),
  constraint adjustment_event_program_id_adjustment_id_key UNIQUE (program_id, adjustment_id)
);
alter table adjustment_event enable row level security;
alter table adjustment_event force row level security;
create policy own_program on adjustment_event using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on adjustment_event to fairshare_app;

create table affiliate (
  program_id uuid not null,
  id uuid not null,
  name text not null,
  display_name text,
  email text,
  email_folded text,
  external_id text,
  status text not null default 'active'::text,
  referral_code text,
  parent_affiliate_id uuid,
  group_id uuid,
  country text,
  currency character(3) not null,
  is_organic boolean not null default false,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  number integer not null,
  phone text,
  password_hash text,
  erased_at timestamp with time zone,
  traces_erased_at timestamp with time zone,
  is_named boolean not null default true,
  search_text text,
  sort_name text not null default ''::text,
  constraint affiliate_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_number_check CHECK ((number >= 0)),
  constraint affiliate_program_id_email_folded_key UNIQUE (program_id, email_folded),
  constraint affiliate_program_id_external_id_key UNIQUE (program_id, external_id),
  constraint affiliate_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint affiliate_program_id_group_id_fkey FOREIGN KEY (program_id, group_id) REFERENCES affiliate_group(program_id, id),
  constraint affiliate_program_id_number_key UNIQUE (program_id, number),
  constraint affiliate_program_id_parent_affiliate_id_fkey FOREIGN KEY (program_id, parent_affiliate_id) REFERENCES affiliate(program_id, id),
  constraint affiliate_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'inactive'::text, 'suspended'::text, 'archived'::text])))
);
CREATE INDEX affiliate_children ON public.affiliate USING btree (program_id, parent_affiliate_id, id) WHERE (parent_affiliate_id IS NOT NULL);
CREATE INDEX affiliate_country ON public.affiliate USING btree (program_id, country, id) WHERE (country IS NOT NULL);
CREATE INDEX affiliate_erased ON public.affiliate USING btree (program_id, erased_at) WHERE (erased_at IS NOT NULL);
CREATE INDEX affiliate_group_members ON public.affiliate USING btree (program_id, group_id, id) WHERE (group_id IS NOT NULL);
CREATE UNIQUE INDEX affiliate_one_organic ON public.affiliate USING btree (program_id) WHERE is_organic;
CREATE INDEX affiliate_sort_name ON public.affiliate USING btree (program_id, sort_name, id);
CREATE INDEX affiliate_status ON public.affiliate USING btree (program_id, status, id);
alter table affiliate enable row level security;
alter table affiliate force row level security;
create policy own_program on affiliate using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on affiliate to fairshare_app;

create table affiliate_api_key (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  name text not null,
  hint text not null,
  access text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint affiliate_api_key_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_api_key_access_check CHECK ((access = ANY (ARRAY['read'::text, 'write'::text]))),
  constraint affiliate_api_key_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id)
);
CREATE INDEX affiliate_api_key_affiliate ON public.affiliate_api_key USING btree (program_id, affiliate_id, id);
alter table affiliate_api_key enable row level security;
alter table affiliate_api_key force row level security;
create policy own_program on affiliate_api_key using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on affiliate_api_key to fairshare_app;
grant update (name, last_used_at, revoked_at) on affiliate_api_key to fairshare_app;

create table affiliate_api_key_lookup (
  key_hash bytea not null,
  program_id uuid not null,
  affiliate_api_key_id uuid not null,
  constraint affiliate_api_key_lookup_pkey PRIMARY KEY (key_hash),
  constraint affiliate_api_key_lookup_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
CREATE INDEX affiliate_api_key_lookup_program_id_affiliate_api_key_id_idx ON public.affiliate_api_key_lookup USING btree (program_id, affiliate_api_key_id);
grant delete, insert, select on affiliate_api_key_lookup to fairshare_app;

create table affiliate_decision (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  kind text not null,
  reason text,
  actor text not null,
  recorded_at timestamp with time zone not null,
  constraint affiliate_decision_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_decision_kind_check CHECK ((kind = ANY (ARRAY['approved'::text, 'suspended'::text, 'reactivated'::text]))),
  constraint affiliate_decision_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id)
);
CREATE INDEX affiliate_decision_affiliate ON public.affiliate_decision USING btree (program_id, affiliate_id, id);
alter table affiliate_decision enable row level security;
alter table affiliate_decision force row level security;
create policy own_program on affiliate_decision using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on affiliate_decision to fairshare_app;
grant update (reason) on affiliate_decision to fairshare_app;

create table affiliate_group (
  program_id uuid not null,
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint affiliate_group_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_group_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint affiliate_group_program_id_name_key UNIQUE (program_id, name)
);
alter table affiliate_group enable row level security;
alter table affiliate_group force row level security;
create policy own_program on affiliate_group using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on affiliate_group to fairshare_app;

create table affiliate_invitation (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  token_hash bytea not null,
  email text not null,
  email_folded text not null,
  role text not null,
  may_change_payouts boolean not null default false,
  invited_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint affiliate_invitation_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_invitation_program_id_affiliate_id_email_folded_key UNIQUE (program_id, affiliate_id, email_folded),
  constraint affiliate_invitation_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint affiliate_invitation_program_id_token_hash_key UNIQUE (program_id, token_hash),
  constraint affiliate_invitation_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'member'::text, 'viewer'::text])))
);
CREATE INDEX affiliate_invitation_expiry ON public.affiliate_invitation USING btree (program_id, expires_at);
alter table affiliate_invitation enable row level security;
alter table affiliate_invitation force row level security;
create policy own_program on affiliate_invitation using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on affiliate_invitation to fairshare_app;

create table affiliate_invoice (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  statement_id uuid not null,
  number text not null,
  number_folded text not null,
  issued_on text not null,
  currency character(3) not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  total_minor bigint not null,
  differences text[] not null,
  file_name text,
  content bytea,
  content_hash bytea,
  is_rejected boolean not null default false,
  created_by text not null,
  recorded_at timestamp with time zone not null,
  constraint affiliate_invoice_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_invoice_program_id_statement_id_fkey FOREIGN KEY (program_id, statement_id) REFERENCES statement(program_id, id)
);
CREATE UNIQUE INDEX affiliate_invoice_number ON public.affiliate_invoice USING btree (program_id, affiliate_id, number_folded) WHERE (NOT is_rejected);
CREATE UNIQUE INDEX affiliate_invoice_statement ON public.affiliate_invoice USING btree (program_id, statement_id) WHERE (NOT is_rejected);
alter table affiliate_invoice enable row level security;
alter table affiliate_invoice force row level security;
create policy own_program on affiliate_invoice using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on affiliate_invoice to fairshare_app;
grant update (is_rejected) on affiliate_invoice to fairshare_app;

create table affiliate_invoice_event (
  program_id uuid not null,
  id uuid not null,
  affiliate_invoice_id uuid not null,
  kind text not null,
  actor text not null,
  reason text not null,
  recorded_at timestamp with time zone not null,
  constraint affiliate_invoice_event_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_invoice_event_kind_check CHECK ((kind = ANY (ARRAY['accepted'::text, 'rejected'::text]))),
  constraint affiliate_invoice_event_program_id_affiliate_invoice_id_fkey FOREIGN KEY (program_id, affiliate_invoice_id) REFERENCES affiliate_invoice(program_id, id),
  constraint affiliate_invoice_event_program_id_affiliate_invoice_id_key UNIQUE (program_id, affiliate_invoice_id)
);
alter table affiliate_invoice_event enable row level security;
alter table affiliate_invoice_event force row level security;
create policy own_program on affiliate_invoice_event using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on affiliate_invoice_event to fairshare_app;

create table affiliate_note (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  body text not null,
  author text not null,
  created_at timestamp with time zone not null,
  archived_by text,
  archived_at timestamp with time zone,
  constraint affiliate_note_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_note_check CHECK (((archived_by IS NULL) = (archived_at IS NULL))),
  constraint affiliate_note_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id)
);
CREATE INDEX affiliate_note_affiliate ON public.affiliate_note USING btree (program_id, affiliate_id, id);
alter table affiliate_note enable row level security;
alter table affiliate_note force row level security;
create policy own_program on affiliate_note using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on affiliate_note to fairshare_app;
grant update (archived_by, archived_at) on affiliate_note to fairshare_app;

create table affiliate_parent (
  program_id uuid not null,
  affiliate_id uuid not null,
  number integer not null,
  parent_id uuid,
  effective_from timestamp with time zone not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint affiliate_parent_pkey PRIMARY KEY (program_id, affiliate_id, number),
  constraint affiliate_parent_check CHECK ((parent_id <> affiliate_id)),
  constraint affiliate_parent_number_check CHECK ((number > 0)),
  constraint affiliate_parent_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint affiliate_parent_program_id_parent_id_fkey FOREIGN KEY (program_id, parent_id) REFERENCES affiliate(program_id, id)
);
CREATE INDEX affiliate_parent_recruits ON public.affiliate_parent USING btree (program_id, parent_id) WHERE (parent_id IS NOT NULL);
alter table affiliate_parent enable row level security;
alter table affiliate_parent force row level security;
create policy own_program on affiliate_parent using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on affiliate_parent to fairshare_app;

create table affiliate_recovery_code (
  program_id uuid not null,
  affiliate_user_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint affiliate_recovery_code_pkey PRIMARY KEY (program_id, affiliate_user_id, code_hash),
  constraint affiliate_recovery_code_program_id_affiliate_user_id_fkey FOREIGN KEY (program_id, affiliate_user_id) REFERENCES affiliate_user(program_id, id)
);
alter table affiliate_recovery_code enable row level security;
alter table affiliate_recovery_code force row level security;
create policy own_program on affiliate_recovery_code using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on affiliate_recovery_code to fairshare_app;

create table affiliate_search (
  program_id uuid not null,
  suffix text not null,
  affiliate_id uuid not null,
  constraint affiliate_search_pkey PRIMARY KEY (program_id, suffix, affiliate_id),
  constraint affiliate_search_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id)
);
alter table affiliate_search enable row level security;
alter table affiliate_search force row level security;
create policy own_program on affiliate_search using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on affiliate_search to fairshare_app;

create table affiliate_session (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  affiliate_user_id uuid,
  acted_by text,
  token_hash bytea not null,
  network text not null,
  agent text,
  challenge_until timestamp with time zone,
  challenge_tries integer not null default 0,
  fresh_at timestamp with time zone,
  second_factor_at timestamp with time zone,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint affiliate_session_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_session_check CHECK (((affiliate_user_id IS NULL) = (acted_by IS NOT NULL))),
  constraint affiliate_session_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint affiliate_session_program_id_affiliate_user_id_fkey FOREIGN KEY (program_id, affiliate_user_id) REFERENCES affiliate_user(program_id, id),
  constraint affiliate_session_program_id_token_hash_key UNIQUE (program_id, token_hash)
);
CREATE INDEX affiliate_session_affiliate ON public.affiliate_session USING btree (program_id, affiliate_id, id);
CREATE INDEX affiliate_session_expiry ON public.affiliate_session USING btree (program_id, expires_at);
CREATE INDEX affiliate_session_user ON public.affiliate_session USING btree (program_id, affiliate_user_id, id);
alter table affiliate_session enable row level security;
alter table affiliate_session force row level security;
create policy own_program on affiliate_session using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on affiliate_session to fairshare_app;

create table affiliate_sign_up (
  program_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  email text not null,
  email_folded text not null,
  name text not null,
  company text,
  country text,
  website text,
  language text not null,
  password_hash text not null,
  parent_code text,
  terms_sha256 text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint affiliate_sign_up_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_sign_up_program_id_email_folded_key UNIQUE (program_id, email_folded),
  constraint affiliate_sign_up_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint affiliate_sign_up_program_id_token_hash_key UNIQUE (program_id, token_hash)
);
CREATE INDEX affiliate_sign_up_expiry ON public.affiliate_sign_up USING btree (program_id, expires_at);
alter table affiliate_sign_up enable row level security;
alter table affiliate_sign_up force row level security;
create policy own_program on affiliate_sign_up using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on affiliate_sign_up to fairshare_app;

create table affiliate_token (
  program_id uuid not null,
  token_hash bytea not null,
  kind text not null,
  affiliate_id uuid not null,
  affiliate_user_id uuid,
  email text,
  acted_by text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint affiliate_token_pkey PRIMARY KEY (program_id, token_hash),
  constraint affiliate_token_kind_check CHECK ((kind = ANY (ARRAY['reset'::text, 'email'::text, 'portal'::text]))),
  constraint affiliate_token_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint affiliate_token_program_id_affiliate_user_id_fkey FOREIGN KEY (program_id, affiliate_user_id) REFERENCES affiliate_user(program_id, id)
);
CREATE INDEX affiliate_token_affiliate ON public.affiliate_token USING btree (program_id, affiliate_id);
CREATE INDEX affiliate_token_expiry ON public.affiliate_token USING btree (program_id, expires_at);
CREATE INDEX affiliate_token_user ON public.affiliate_token USING btree (program_id, affiliate_user_id, kind);
alter table affiliate_token enable row level security;
alter table affiliate_token force row level security;
create policy own_program on affiliate_token using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on affiliate_token to fairshare_app;

create table affiliate_user (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  name text not null,
  email text not null,
  email_folded text not null,
  role text not null,
  may_change_payouts boolean not null default false,
  language text,
  password_hash text,
  password_changed_at timestamp with time zone,
  email_verified_at timestamp with time zone,
  sealed_totp bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  terms_sha256 text,
  terms_accepted_at timestamp with time zone,
  disabled_at timestamp with time zone,
  last_signed_in_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint affiliate_user_pkey PRIMARY KEY (program_id, id),
  constraint affiliate_user_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pt-BR'::text, 'es'::text]))),
  constraint affiliate_user_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint affiliate_user_program_id_email_folded_key UNIQUE (program_id, email_folded),
  constraint affiliate_user_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint affiliate_user_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'member'::text, 'viewer'::text])))
);
CREATE INDEX affiliate_user_affiliate ON public.affiliate_user USING btree (program_id, affiliate_id, id);
alter table affiliate_user enable row level security;
alter table affiliate_user force row level security;
create policy own_program on affiliate_user using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on affiliate_user to fairshare_app;

create table api_key (
  program_id uuid not null,
  id uuid not null,
  name text not null,
  hint text not null,
  permissions jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (program_id, id),
  constraint api_key_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table api_key enable row level security;
alter table api_key force row level security;
create policy own_program on api_key using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on api_key to fairshare_app;

create table api_key_lookup (
  key_hash bytea not null,
  program_id uuid not null,
  api_key_id uuid not null,
  constraint api_key_lookup_pkey PRIMARY KEY (key_hash),
  constraint api_key_lookup_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
grant delete, insert, select, update on api_key_lookup to fairshare_app;

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
  carrier text not null,
  reason text,
  touched_at timestamp with time zone,
  custom_parameter text,
  referring_url text,
  frozen jsonb not null,
  is_complete boolean not null default true,
  recorded_at timestamp with time zone not null,
  constraint attribution_pkey PRIMARY KEY (program_id, customer_id),
  constraint attribution_carrier_check CHECK ((carrier = ANY (ARRAY['manual'::text, 'coupon'::text, 'click_key'::text, 'referral_code'::text, 'cookie'::text, 'organic'::text])))
);
CREATE INDEX attribution_affiliate ON public.attribution USING btree (program_id, affiliate_id, customer_id);
CREATE INDEX attribution_incomplete ON public.attribution USING btree (program_id, click_key) WHERE (NOT is_complete);
alter table attribution enable row level security;
alter table attribution force row level security;
create policy own_program on attribution using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on attribution to fairshare_app;

create table audit_entry (
  program_id uuid not null,
  id uuid not null,
  actor text not null,
  action text not null,
  subject_type text not null,
  subject_id uuid,
  details jsonb not null default '{}'::jsonb,
  recorded_at timestamp with time zone not null,
  constraint audit_entry_pkey PRIMARY KEY (program_id, id)
);
CREATE INDEX audit_entry_subject ON public.audit_entry USING btree (program_id, subject_id, id);
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy own_program on audit_entry using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on audit_entry to fairshare_app;

create table brand (
  program_id uuid not null,
  id uuid not null,
  name text not null,
  industry text,
  external_id text,
  landing_page_url text not null,
  deep_link_hosts text[] not null default '{}'::text[],
  auto_approve boolean not null default true,
  approval_stage text not null default 'transaction'::text,
  allow_anonymous_transactions boolean not null default false,
  deduction_set_id uuid,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  click_parameter text not null default 'clickKey'::text,
  accept_browser_registrations boolean not null default false,
  constraint brand_pkey PRIMARY KEY (program_id, id),
  constraint brand_approval_stage_check CHECK ((approval_stage = ANY (ARRAY['transaction'::text, 'commission'::text]))),
  constraint brand_program_id_external_id_key UNIQUE (program_id, external_id),
  constraint brand_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint brand_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'archived'::text])))
);
alter table brand enable row level security;
alter table brand force row level security;
create policy own_program on brand using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on brand to fairshare_app;

create table claim_key (
  program_id uuid not null,
  brand_id uuid not null,
  external_id text not null,
  content_hash uuid not null,
  recorded_at timestamp with time zone not null,
  constraint claim_key_pkey PRIMARY KEY (program_id, brand_id, external_id),
  constraint claim_key_program_id_brand_id_fkey FOREIGN KEY (program_id, brand_id) REFERENCES brand(program_id, id)
);
CREATE INDEX claim_key_recorded ON public.claim_key USING btree (program_id, recorded_at);
alter table claim_key enable row level security;
alter table claim_key force row level security;
create policy own_program on claim_key using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on claim_key to fairshare_app;

create table click (
  program_id uuid not null,
  occurred_at timestamp with time zone not null,
  click_key uuid not null,
  tracking_link_id uuid not null,
  affiliate_id uuid not null,
  tracker_id uuid not null,
  brand_id uuid not null,
  visitor_id uuid,
  flags text[] not null default '{}'::text[],
  is_valid boolean not null,
  country text,
  ip inet,
  agent_family text,
  referring_url text,
  custom_parameter text,
  sub_ids jsonb,
  utm jsonb,
  recorded_at timestamp with time zone not null,
  constraint click_pkey PRIMARY KEY (program_id, occurred_at, click_key)
) partition by range (occurred_at);
CREATE INDEX click_affiliate ON ONLY public.click USING btree (program_id, affiliate_id, occurred_at);
CREATE INDEX click_visitor ON ONLY public.click USING btree (program_id, visitor_id, occurred_at) WHERE (visitor_id IS NOT NULL);
alter table click enable row level security;
alter table click force row level security;
create policy own_program on click using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on click to fairshare_app;
grant update (ip, referring_url, custom_parameter, sub_ids, utm) on click to fairshare_app;

create table click_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  is_tail boolean not null,
  clicks bigint not null,
  unique_clicks bigint not null,
  valid_clicks bigint not null,
  flagged_clicks bigint not null,
  constraint click_daily_pkey PRIMARY KEY (program_id, day, affiliate_id, brand_id, product_id, tracker_id, country, is_tail)
);
CREATE INDEX click_daily_affiliate ON public.click_daily USING btree (program_id, affiliate_id, day);
CREATE INDEX click_daily_tail ON public.click_daily USING btree (program_id) WHERE is_tail;
alter table click_daily enable row level security;
alter table click_daily force row level security;
create policy own_program on click_daily using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on click_daily to fairshare_app;

create table click_default (
  program_id uuid not null,
  occurred_at timestamp with time zone not null,
  click_key uuid not null,
  tracking_link_id uuid not null,
  affiliate_id uuid not null,
  tracker_id uuid not null,
  brand_id uuid not null,
  visitor_id uuid,
  flags text[] not null default '{}'::text[],
  is_valid boolean not null,
  country text,
  ip inet,
  agent_family text,
  referring_url text,
  custom_parameter text,
  sub_ids jsonb,
  utm jsonb,
  recorded_at timestamp with time zone not null,
  constraint click_default_pkey PRIMARY KEY (program_id, occurred_at, click_key)
) partition of click default;
CREATE INDEX click_default_program_id_affiliate_id_occurred_at_idx ON public.click_default USING btree (program_id, affiliate_id, occurred_at);
CREATE INDEX click_default_program_id_visitor_id_occurred_at_idx ON public.click_default USING btree (program_id, visitor_id, occurred_at) WHERE (visitor_id IS NOT NULL);
alter table click_default enable row level security;
alter table click_default force row level security;
create policy own_program on click_default using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on click_default to fairshare_app;

create table click_domain (
  host text not null,
  program_id uuid not null,
  verified_at timestamp with time zone,
  added_at timestamp with time zone,
  checked_at timestamp with time zone,
  constraint click_domain_pkey PRIMARY KEY (host, program_id),
  constraint click_domain_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
CREATE INDEX click_domain_program_id_idx ON public.click_domain USING btree (program_id);
CREATE UNIQUE INDEX click_domain_verified ON public.click_domain USING btree (host) WHERE (verified_at IS NOT NULL);
grant delete, insert, select, update on click_domain to fairshare_app;

create table commission (
  program_id uuid not null,
  id uuid not null,
  sequence bigint not null,
  affiliate_id uuid not null,
  brand_id uuid,
  customer_id uuid,
  transaction_id uuid,
  plan_id uuid,
  plan_version_id uuid,
  assignment_id uuid,
  component text not null,
  kind text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  initial_status text not null,
  reason text,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  period character(7) not null,
  relates_to_period character(7),
  payable_from timestamp with time zone not null,
  reverses_id uuid,
  scope_id uuid,
  window_key text,
  level integer,
  base_before numeric(30,0),
  base_after numeric(30,0),
  metric_before numeric(30,0),
  metric_after numeric(30,0),
  total_before bigint,
  total_after bigint,
  facts jsonb,
  award_key text,
  award_transaction_id uuid,
  evidence jsonb,
  statement_period text,
  missed_period text,
  constraint commission_pkey PRIMARY KEY (program_id, id),
  constraint commission_about CHECK (((transaction_id IS NULL) = (award_key IS NOT NULL))),
  constraint commission_brand CHECK (((brand_id IS NOT NULL) OR (award_key IS NOT NULL))),
  constraint commission_check CHECK (((amount_minor = 0) = (kind = 'zero'::text))),
  constraint commission_initial_status_check CHECK ((initial_status = ANY (ARRAY['pending'::text, 'approved'::text]))),
  constraint commission_kind_check CHECK ((kind = ANY (ARRAY['computed'::text, 'supplied'::text, 'reversal'::text, 'rerate'::text, 'carryover'::text, 'zero'::text])))
);
CREATE INDEX commission_affiliate ON public.commission USING btree (program_id, affiliate_id, id);
CREATE INDEX commission_award ON public.commission USING btree (program_id, affiliate_id, plan_id, component, award_key) WHERE (award_key IS NOT NULL);
CREATE INDEX commission_award_customer ON public.commission USING btree (program_id, customer_id) WHERE ((award_key IS NOT NULL) AND (customer_id IS NOT NULL));
CREATE INDEX commission_award_transaction ON public.commission USING btree (program_id, award_transaction_id) WHERE (award_transaction_id IS NOT NULL);
CREATE INDEX commission_nothing ON public.commission USING btree (program_id, id) WHERE (kind = 'zero'::text);
CREATE INDEX commission_payable ON public.commission USING btree (program_id, payable_from) WHERE (amount_minor > 0);
CREATE INDEX commission_reverses ON public.commission USING btree (program_id, reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE INDEX commission_transaction ON public.commission USING btree (program_id, transaction_id);
alter table commission enable row level security;
alter table commission force row level security;
create policy own_program on commission using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on commission to fairshare_app;

create table commission_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  component text not null,
  currency character(3) not null,
  lines bigint not null,
  pending_minor numeric(30,0) not null,
  payable_minor numeric(30,0) not null,
  rejected_minor numeric(30,0) not null,
  constraint commission_daily_pkey PRIMARY KEY (program_id, day, affiliate_id, brand_id, product_id, tracker_id, country, component, currency)
);
CREATE INDEX commission_daily_affiliate ON public.commission_daily USING btree (program_id, affiliate_id, day);
alter table commission_daily enable row level security;
alter table commission_daily force row level security;
create policy own_program on commission_daily using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on commission_daily to fairshare_app;

create table commission_event (
  program_id uuid not null,
  id uuid not null,
  commission_id uuid not null,
  kind text not null,
  actor text not null,
  reason text,
  recorded_at timestamp with time zone not null,
  constraint commission_event_pkey PRIMARY KEY (program_id, id),
  constraint commission_event_kind_check CHECK ((kind = ANY (ARRAY['approved'::text, 'rejected'::text, 'reversed'::text, 'paid'::text])))
);
CREATE UNIQUE INDEX commission_event_once ON public.commission_event USING btree (program_id, commission_id, kind);
CREATE INDEX commission_event_rejected ON public.commission_event USING btree (program_id, commission_id) WHERE (kind = 'rejected'::text);
alter table commission_event enable row level security;
alter table commission_event force row level security;
create policy own_program on commission_event using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on commission_event to fairshare_app;

create table commission_plan (
  program_id uuid not null,
  id uuid not null,
  name text not null,
  currency character(3) not null,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint commission_plan_pkey PRIMARY KEY (program_id, id),
  constraint commission_plan_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint commission_plan_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text])))
);
alter table commission_plan enable row level security;
alter table commission_plan force row level security;
create policy own_program on commission_plan using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on commission_plan to fairshare_app;

create table commission_plan_version (
  program_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  version integer not null,
  effective_from timestamp with time zone not null,
  applies_to text not null,
  notice_days integer not null default 0,
  hold_days integer not null default 0,
  components jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  needs text[] not null default '{}'::text[],
  constraint commission_plan_version_pkey PRIMARY KEY (program_id, id),
  constraint commission_plan_version_applies_to_check CHECK ((applies_to = ANY (ARRAY['new_customers'::text, 'from_date'::text, 'all_open'::text]))),
  constraint commission_plan_version_hold_days_check CHECK (((hold_days >= 0) AND (hold_days <= 3650))),
  constraint commission_plan_version_notice_days_check CHECK (((notice_days >= 0) AND (notice_days <= 365))),
  constraint commission_plan_version_program_id_plan_id_fkey FOREIGN KEY (program_id, plan_id) REFERENCES commission_plan(program_id, id),
  constraint commission_plan_version_program_id_plan_id_version_key UNIQUE (program_id, plan_id, version),
  constraint commission_plan_version_version_check CHECK ((version > 0))
);
alter table commission_plan_version enable row level security;
alter table commission_plan_version force row level security;
create policy own_program on commission_plan_version using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on commission_plan_version to fairshare_app;

create table commission_total (
  program_id uuid not null,
  affiliate_id uuid not null,
  plan_id uuid not null,
  component text not null,
  scope_id uuid not null,
  window_key text not null,
  plan_version_id uuid not null,
  base numeric(30,0) not null,
  metric numeric(30,0) not null,
  posted_minor bigint not null,
  constraint commission_total_pkey PRIMARY KEY (program_id, affiliate_id, plan_id, component, scope_id, window_key, plan_version_id)
) with (fillfactor=70);
alter table commission_total enable row level security;
alter table commission_total force row level security;
create policy own_program on commission_total using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on commission_total to fairshare_app;

create table coupon (
  program_id uuid not null,
  id uuid not null,
  code text not null,
  affiliate_id uuid not null,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint coupon_pkey PRIMARY KEY (program_id, id),
  constraint coupon_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint coupon_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint coupon_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'archived'::text])))
);
CREATE INDEX coupon_affiliate ON public.coupon USING btree (program_id, affiliate_id);
CREATE UNIQUE INDEX coupon_code ON public.coupon USING btree (program_id, code) WHERE (status <> 'archived'::text);
alter table coupon enable row level security;
alter table coupon force row level security;
create policy own_program on coupon using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on coupon to fairshare_app;

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
  registered_at timestamp with time zone not null,
  category text,
  label text,
  custom_parameter text,
  rev_share_excluded boolean not null default false,
  cpa_excluded boolean not null default false,
  is_verified boolean not null default true,
  import_id uuid,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  cpa_excluded_at timestamp with time zone,
  constraint customer_pkey PRIMARY KEY (program_id, id),
  constraint customer_program_id_brand_id_external_id_key UNIQUE (program_id, brand_id, external_id),
  constraint customer_program_id_brand_id_fkey FOREIGN KEY (program_id, brand_id) REFERENCES brand(program_id, id)
);
CREATE INDEX customer_external_beginning ON public.customer USING btree (program_id, external_id COLLATE "C");
CREATE INDEX customer_unverified ON public.customer USING btree (program_id, id) WHERE (NOT is_verified);
CREATE INDEX customer_username_beginning ON public.customer USING btree (program_id, username COLLATE "C") WHERE (username IS NOT NULL);
CREATE INDEX customer_whole_address ON public.customer USING btree (program_id, created_at) WHERE ((register_ip IS NOT NULL) AND (register_ip !~~ '%/%'::text));
alter table customer enable row level security;
alter table customer force row level security;
create policy own_program on customer using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on customer to fairshare_app;

create table customer_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  registrations bigint not null,
  first_deposits bigint not null,
  first_deposit_amount numeric(30,0) not null,
  qualified bigint not null,
  constraint customer_daily_pkey PRIMARY KEY (program_id, day, affiliate_id, brand_id, product_id, tracker_id, country)
);
CREATE INDEX customer_daily_affiliate ON public.customer_daily USING btree (program_id, affiliate_id, day);
alter table customer_daily enable row level security;
alter table customer_daily force row level security;
create policy own_program on customer_daily using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on customer_daily to fairshare_app;

create table customer_disqualification (
  program_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null,
  effective_from timestamp with time zone,
  reason text,
  created_by text not null,
  recorded_at timestamp with time zone not null,
  constraint customer_disqualification_pkey PRIMARY KEY (program_id, id),
  constraint customer_disqualification_kind_check CHECK ((kind = ANY (ARRAY['disqualified'::text, 'restored'::text]))),
  constraint customer_disqualification_program_id_customer_id_fkey FOREIGN KEY (program_id, customer_id) REFERENCES customer(program_id, id)
);
CREATE INDEX customer_disqualification_customer ON public.customer_disqualification USING btree (program_id, customer_id, id);
alter table customer_disqualification enable row level security;
alter table customer_disqualification force row level security;
create policy own_program on customer_disqualification using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on customer_disqualification to fairshare_app;

create table customer_milestone (
  program_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  amount numeric(24,0) not null,
  constraint customer_milestone_pkey PRIMARY KEY (program_id, customer_id, kind),
  constraint customer_milestone_kind_check CHECK ((kind = ANY (ARRAY['registration'::text, 'first_deposit'::text, 'qualification'::text])))
);
CREATE INDEX customer_milestone_day ON public.customer_milestone USING btree (program_id, day);
alter table customer_milestone enable row level security;
alter table customer_milestone force row level security;
create policy own_program on customer_milestone using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on customer_milestone to fairshare_app;

create table customer_reattribution (
  program_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  affiliate_id uuid not null,
  tracker_id uuid not null,
  effective_from timestamp with time zone,
  reason text not null,
  moved integer not null,
  created_by text not null,
  recorded_at timestamp with time zone not null,
  constraint customer_reattribution_pkey PRIMARY KEY (program_id, id),
  constraint customer_reattribution_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint customer_reattribution_program_id_customer_id_fkey FOREIGN KEY (program_id, customer_id) REFERENCES customer(program_id, id),
  constraint customer_reattribution_program_id_tracker_id_fkey FOREIGN KEY (program_id, tracker_id) REFERENCES tracker(program_id, id)
);
CREATE INDEX customer_reattribution_affiliate ON public.customer_reattribution USING btree (program_id, affiliate_id, id);
CREATE INDEX customer_reattribution_customer ON public.customer_reattribution USING btree (program_id, customer_id, id);
alter table customer_reattribution enable row level security;
alter table customer_reattribution force row level security;
create policy own_program on customer_reattribution using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on customer_reattribution to fairshare_app;

create table customer_total (
  program_id uuid not null,
  customer_id uuid not null,
  deposits numeric(30,0) not null default 0,
  deposit_count integer not null default 0,
  revenue numeric(30,0) not null default 0,
  first_deposit_at timestamp with time zone,
  first_deposit_external_id text,
  first_deposit_transaction_id uuid,
  first_deposit_amount numeric(20,0),
  first_revenue_at timestamp with time zone,
  first_revenue_external_id text,
  first_revenue_amount numeric(20,0),
  cpa_qualified_at timestamp with time zone,
  rev_share_minor bigint not null default 0,
  cpa_minor bigint not null default 0,
  fixed_minor bigint not null default 0,
  updated_at timestamp with time zone not null,
  constraint customer_total_pkey PRIMARY KEY (program_id, customer_id)
) with (fillfactor=45);
alter table customer_total enable row level security;
alter table customer_total force row level security;
create policy own_program on customer_total using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on customer_total to fairshare_app;

create table data_import (
  program_id uuid not null,
  id uuid not null,
  kind text not null,
  file_name text,
  parts integer not null,
  bytes bigint not null,
  encoding text,
  delimiter text not null default ','::text,
  heading text[],
  mapping jsonb,
  status text not null,
  error_code text,
  error_message text,
  rows integer not null default 0,
  imported integer not null default 0,
  duplicates integer not null default 0,
  waiting integer not null default 0,
  failed integer not null default 0,
  created_by text not null,
  created_at timestamp with time zone not null,
  started_by text,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint data_import_pkey PRIMARY KEY (program_id, id),
  constraint data_import_bytes_check CHECK ((bytes >= 0)),
  constraint data_import_check CHECK (((started_at IS NULL) = (started_by IS NULL))),
  constraint data_import_delimiter_check CHECK ((length(delimiter) = 1)),
  constraint data_import_encoding_check CHECK ((encoding = ANY (ARRAY['utf-8'::text, 'utf-16le'::text, 'utf-16be'::text, 'windows-1252'::text]))),
  constraint data_import_kind_check CHECK ((kind = ANY (ARRAY['customers'::text, 'transactions'::text, 'affiliates'::text, 'coupons'::text, 'legacy_links'::text]))),
  constraint data_import_parts_check CHECK (((parts >= 1) AND (parts <= 16))),
  constraint data_import_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint data_import_status_check CHECK ((status = ANY (ARRAY['uploading'::text, 'ready'::text, 'reading'::text, 'taking'::text, 'settling'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX data_import_at_work ON public.data_import USING btree (program_id, id) WHERE (status = ANY (ARRAY['reading'::text, 'taking'::text, 'settling'::text]));
CREATE INDEX data_import_kind ON public.data_import USING btree (program_id, kind, id);
alter table data_import enable row level security;
alter table data_import force row level security;
create policy own_program on data_import using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on data_import to fairshare_app;
grant update (bytes, encoding, delimiter, heading, mapping, status, error_code, error_message, rows, imported, duplicates, waiting, failed, started_by, started_at, finished_at) on data_import to fairshare_app;

create table data_import_part (
  program_id uuid not null,
  import_id uuid not null,
  number integer not null,
  content bytea not null,
  constraint data_import_part_pkey PRIMARY KEY (program_id, import_id, number),
  constraint data_import_part_content_check CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 8388608))),
  constraint data_import_part_number_check CHECK (((number >= 1) AND (number <= 16))),
  constraint data_import_part_program_id_import_id_fkey FOREIGN KEY (program_id, import_id) REFERENCES data_import(program_id, id)
);
alter table data_import_part enable row level security;
alter table data_import_part force row level security;
create policy own_program on data_import_part using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on data_import_part to fairshare_app;

create table data_import_row (
  program_id uuid not null,
  import_id uuid not null,
  number integer not null,
  line integer not null,
  row_key text,
  values jsonb,
  batch_id uuid,
  batch_index integer,
  outcome text,
  code text,
  message text,
  constraint data_import_row_pkey PRIMARY KEY (program_id, import_id, number),
  constraint data_import_row_outcome_check CHECK ((outcome = ANY (ARRAY['imported'::text, 'duplicate'::text, 'waiting'::text, 'failed'::text, 'skipped'::text]))),
  constraint data_import_row_program_id_import_id_fkey FOREIGN KEY (program_id, import_id) REFERENCES data_import(program_id, id)
);
CREATE INDEX data_import_row_open ON public.data_import_row USING btree (program_id, import_id, number) WHERE (outcome IS NULL);
CREATE INDEX data_import_row_outcome ON public.data_import_row USING btree (program_id, import_id, outcome, number);
alter table data_import_row enable row level security;
alter table data_import_row force row level security;
create policy own_program on data_import_row using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on data_import_row to fairshare_app;
grant update (values, batch_id, batch_index, outcome, code, message) on data_import_row to fairshare_app;

create table deduction_set (
  program_id uuid not null,
  id uuid not null,
  deductions jsonb not null,
  created_at timestamp with time zone not null,
  constraint deduction_set_pkey PRIMARY KEY (program_id, id),
  constraint deduction_set_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table deduction_set enable row level security;
alter table deduction_set force row level security;
create policy own_program on deduction_set using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on deduction_set to fairshare_app;

create table event (
  program_id uuid not null,
  id uuid not null,
  kind text not null,
  source text not null,
  outcome text not null,
  reason text,
  referral_code text,
  affiliate_id uuid,
  order_id text,
  session_id text,
  is_verified boolean not null,
  is_late boolean not null default false,
  properties json not null,
  device_info json,
  ip inet,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint event_pkey PRIMARY KEY (program_id, id),
  constraint event_kind_check CHECK ((kind = ANY (ARRAY['conversion'::text, 'lead'::text, 'page_view'::text]))),
  constraint event_outcome_check CHECK ((outcome = ANY (ARRAY['recorded'::text, 'converted'::text, 'unattributed'::text, 'duplicate'::text]))),
  constraint event_source_check CHECK ((source = ANY (ARRAY['api'::text, 'sdk'::text, 'gateway'::text, 'manual'::text])))
) partition by range (id);
CREATE INDEX event_affiliate ON ONLY public.event USING btree (program_id, affiliate_id, id);
CREATE INDEX event_converted ON ONLY public.event USING btree (program_id, recorded_at) WHERE (outcome = 'converted'::text);
CREATE INDEX event_order ON ONLY public.event USING btree (program_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX event_outcome ON ONLY public.event USING btree (program_id, outcome, id) WHERE (outcome = ANY (ARRAY['unattributed'::text, 'duplicate'::text]));
CREATE INDEX event_whole_address ON ONLY public.event USING btree (program_id, id) WHERE ((ip IS NOT NULL) AND (masklen(ip) >
CASE family(ip)
    WHEN 4 THEN 24
    ELSE 48
END));
alter table event enable row level security;
alter table event force row level security;
create policy own_program on event using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on event to fairshare_app;
grant update (referral_code, properties, ip) on event to fairshare_app;

create table event_default (
  program_id uuid not null,
  id uuid not null,
  kind text not null,
  source text not null,
  outcome text not null,
  reason text,
  referral_code text,
  affiliate_id uuid,
  order_id text,
  session_id text,
  is_verified boolean not null,
  is_late boolean not null default false,
  properties json not null,
  device_info json,
  ip inet,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint event_default_pkey PRIMARY KEY (program_id, id),
  constraint event_kind_check CHECK ((kind = ANY (ARRAY['conversion'::text, 'lead'::text, 'page_view'::text]))),
  constraint event_outcome_check CHECK ((outcome = ANY (ARRAY['recorded'::text, 'converted'::text, 'unattributed'::text, 'duplicate'::text]))),
  constraint event_source_check CHECK ((source = ANY (ARRAY['api'::text, 'sdk'::text, 'gateway'::text, 'manual'::text])))
) partition of event default;
CREATE INDEX event_default_program_id_affiliate_id_id_idx ON public.event_default USING btree (program_id, affiliate_id, id);
CREATE INDEX event_default_program_id_id_idx ON public.event_default USING btree (program_id, id) WHERE ((ip IS NOT NULL) AND (masklen(ip) >
CASE family(ip)
    WHEN 4 THEN 24
    ELSE 48
END));
CREATE INDEX event_default_program_id_order_id_idx ON public.event_default USING btree (program_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX event_default_program_id_outcome_id_idx ON public.event_default USING btree (program_id, outcome, id) WHERE (outcome = ANY (ARRAY['unattributed'::text, 'duplicate'::text]));
CREATE INDEX event_default_program_id_recorded_at_idx ON public.event_default USING btree (program_id, recorded_at) WHERE (outcome = 'converted'::text);
alter table event_default enable row level security;
alter table event_default force row level security;
create policy own_program on event_default using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on event_default to fairshare_app;

create table former_email (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  email text not null,
  replaced_at timestamp with time zone not null,
  constraint former_email_pkey PRIMARY KEY (program_id, id),
  constraint former_email_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id)
);
CREATE INDEX former_email_affiliate ON public.former_email USING btree (program_id, affiliate_id, replaced_at);
CREATE INDEX former_email_age ON public.former_email USING btree (program_id, replaced_at);
alter table former_email enable row level security;
alter table former_email force row level security;
create policy own_program on former_email using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on former_email to fairshare_app;

create table fx_rate (
  program_id uuid not null,
  currency character(3) not null,
  effective_from timestamp with time zone not null,
  id uuid not null,
  rate_ppb numeric(24,0) not null,
  source text not null,
  created_at timestamp with time zone not null,
  constraint fx_rate_pkey PRIMARY KEY (program_id, currency, effective_from),
  constraint fx_rate_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint fx_rate_rate_ppb_check CHECK ((rate_ppb > (0)::numeric))
);
alter table fx_rate enable row level security;
alter table fx_rate force row level security;
create policy own_program on fx_rate using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on fx_rate to fairshare_app;

create table gateway (
  program_id uuid not null,
  kind text not null,
  is_enabled boolean not null,
  secrets bytea,
  allow_metadata boolean not null,
  allow_coupon boolean not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint gateway_pkey PRIMARY KEY (program_id, kind),
  constraint gateway_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table gateway enable row level security;
alter table gateway force row level security;
create policy own_program on gateway using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select, update on gateway to fairshare_app;

create table gateway_delivery (
  program_id uuid not null,
  id uuid not null,
  gateway text not null,
  event_id text,
  event_type text,
  outcome text not null,
  reason text,
  payment_id uuid,
  is_signed boolean not null,
  headers json not null,
  body bytea not null,
  received_at timestamp with time zone not null,
  replays integer not null default 0,
  replayed_at timestamp with time zone,
  constraint gateway_delivery_pkey PRIMARY KEY (program_id, id),
  constraint gateway_delivery_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'ignored'::text, 'refused'::text, 'failed'::text])))
);
CREATE UNIQUE INDEX gateway_delivery_event ON public.gateway_delivery USING btree (program_id, gateway, event_id) WHERE (event_id IS NOT NULL);
CREATE INDEX gateway_delivery_outcome ON public.gateway_delivery USING btree (program_id, outcome, id);
CREATE INDEX gateway_delivery_payment ON public.gateway_delivery USING btree (program_id, payment_id) WHERE (payment_id IS NOT NULL);
alter table gateway_delivery enable row level security;
alter table gateway_delivery force row level security;
create policy own_program on gateway_delivery using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on gateway_delivery to fairshare_app;
grant update (event_id, event_type, outcome, reason, payment_id, is_signed, body, replays, replayed_at) on gateway_delivery to fairshare_app;

create table gateway_payment (
  program_id uuid not null,
  id uuid not null,
  gateway text not null,
  state text not null,
  payment json,
  is_verified boolean not null,
  subscription text,
  affiliate_id uuid,
  wait_until timestamp with time zone,
  order_id text,
  brand_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint gateway_payment_pkey PRIMARY KEY (program_id, id),
  constraint gateway_payment_program_id_gateway_fkey FOREIGN KEY (program_id, gateway) REFERENCES gateway(program_id, kind),
  constraint gateway_payment_state_check CHECK ((state = ANY (ARRAY['named'::text, 'free'::text, 'waiting'::text, 'unattributed'::text, 'converted'::text])))
);
CREATE INDEX gateway_payment_affiliate ON public.gateway_payment USING btree (program_id, affiliate_id) WHERE (affiliate_id IS NOT NULL);
CREATE INDEX gateway_payment_subscription ON public.gateway_payment USING btree (program_id, gateway, subscription) WHERE (subscription IS NOT NULL);
CREATE INDEX gateway_payment_waiting ON public.gateway_payment USING btree (program_id, wait_until) WHERE (state = 'waiting'::text);
alter table gateway_payment enable row level security;
alter table gateway_payment force row level security;
create policy own_program on gateway_payment using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on gateway_payment to fairshare_app;

create table gateway_reference (
  program_id uuid not null,
  gateway text not null,
  reference text not null,
  payment_id uuid not null,
  constraint gateway_reference_pkey PRIMARY KEY (program_id, gateway, reference),
  constraint gateway_reference_program_id_payment_id_fkey FOREIGN KEY (program_id, payment_id) REFERENCES gateway_payment(program_id, id)
);
CREATE INDEX gateway_reference_payment ON public.gateway_reference USING btree (program_id, payment_id);
alter table gateway_reference enable row level security;
alter table gateway_reference force row level security;
create policy own_program on gateway_reference using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on gateway_reference to fairshare_app;

create table gateway_reversal (
  program_id uuid not null,
  gateway text not null,
  id text not null,
  payment_id uuid not null,
  kind text not null,
  state text not null,
  value numeric(20,0) not null,
  currency character(3) not null,
  occurred_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint gateway_reversal_pkey PRIMARY KEY (program_id, gateway, id),
  constraint gateway_reversal_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'chargeback'::text]))),
  constraint gateway_reversal_program_id_payment_id_fkey FOREIGN KEY (program_id, payment_id) REFERENCES gateway_payment(program_id, id),
  constraint gateway_reversal_state_check CHECK ((state = ANY (ARRAY['held'::text, 'booked'::text, 'won'::text, 'credited'::text]))),
  constraint gateway_reversal_value_check CHECK ((value > (0)::numeric))
);
CREATE INDEX gateway_reversal_payment ON public.gateway_reversal USING btree (program_id, payment_id);
CREATE INDEX gateway_reversal_won ON public.gateway_reversal USING btree (program_id) WHERE (state = 'won'::text);
alter table gateway_reversal enable row level security;
alter table gateway_reversal force row level security;
create policy own_program on gateway_reversal using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select, update on gateway_reversal to fairshare_app;

create table idempotent_request (
  program_id uuid not null,
  credential_id uuid not null,
  idempotency_key text not null,
  request_hash bytea not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamp with time zone not null,
  constraint idempotent_request_pkey PRIMARY KEY (program_id, credential_id, idempotency_key)
);
CREATE INDEX idempotent_request_age ON public.idempotent_request USING btree (program_id, created_at);
alter table idempotent_request enable row level security;
alter table idempotent_request force row level security;
create policy own_program on idempotent_request using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on idempotent_request to fairshare_app;

create table invitation (
  id uuid not null,
  operator_id uuid not null,
  email text not null,
  email_folded text not null,
  role text not null,
  program_ids uuid[],
  token_hash bytea not null,
  program_id uuid not null,
  invited_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operator(id),
  constraint invitation_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint invitation_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'manager'::text, 'finance'::text, 'viewer'::text]))),
  constraint invitation_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX invitation_operator ON public.invitation USING btree (operator_id, id);
grant insert, select on invitation to fairshare_app;
grant update (token_hash, expires_at, accepted_at, withdrawn_at) on invitation to fairshare_app;

create table invoice (
  program_id uuid not null,
  id uuid not null,
  legal_entity_id uuid not null,
  kind text not null,
  sequence bigint not null,
  number text not null,
  statement_id uuid not null,
  affiliate_id uuid not null,
  period_name text not null,
  currency character(3) not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  withheld_minor bigint not null,
  document text not null,
  hash bytea not null,
  issued_at timestamp with time zone not null,
  constraint invoice_pkey PRIMARY KEY (program_id, id),
  constraint invoice_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text]))),
  constraint invoice_program_id_legal_entity_id_fkey FOREIGN KEY (program_id, legal_entity_id) REFERENCES legal_entity(program_id, id),
  constraint invoice_program_id_legal_entity_id_kind_sequence_key UNIQUE (program_id, legal_entity_id, kind, sequence),
  constraint invoice_program_id_number_key UNIQUE (program_id, number),
  constraint invoice_program_id_statement_id_fkey FOREIGN KEY (program_id, statement_id) REFERENCES statement_tax(program_id, statement_id),
  constraint invoice_program_id_statement_id_key UNIQUE (program_id, statement_id)
);
CREATE INDEX invoice_affiliate ON public.invoice USING btree (program_id, affiliate_id, id);
alter table invoice enable row level security;
alter table invoice force row level security;
create policy own_program on invoice using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on invoice to fairshare_app;

create table known_device (
  token_hash bytea not null,
  account_hash bytea not null,
  last_used_at timestamp with time zone not null,
  constraint known_device_pkey PRIMARY KEY (token_hash, account_hash)
);
CREATE INDEX known_device_age ON public.known_device USING btree (last_used_at);
grant delete, insert, select on known_device to fairshare_app;
grant update (last_used_at) on known_device to fairshare_app;

create table ledger_account (
  program_id uuid not null,
  id uuid not null,
  kind text not null,
  owner_id uuid not null,
  currency character(3) not null,
  debits numeric(30,0) not null default 0,
  credits numeric(30,0) not null default 0,
  constraint ledger_account_pkey PRIMARY KEY (program_id, id),
  constraint ledger_account_credits_check CHECK ((credits >= (0)::numeric)),
  constraint ledger_account_debits_check CHECK ((debits >= (0)::numeric)),
  constraint ledger_account_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint ledger_account_program_id_owner_id_kind_currency_key UNIQUE (program_id, owner_id, kind, currency)
) with (fillfactor=50);
alter table ledger_account enable row level security;
alter table ledger_account force row level security;
create policy own_program on ledger_account using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on ledger_account to fairshare_app;
grant update (debits, credits) on ledger_account to fairshare_app;

create table ledger_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  currency character(3) not null,
  account text not null,
  kind text not null,
  transfers bigint not null,
  change_minor numeric(30,0) not null,
  constraint ledger_daily_pkey PRIMARY KEY (program_id, day, affiliate_id, currency, account, kind),
  constraint ledger_daily_account_check CHECK ((account = ANY (ARRAY['affiliate_pending'::text, 'affiliate_payable'::text, 'payout_in_transit'::text])))
);
CREATE INDEX ledger_daily_affiliate ON public.ledger_daily USING btree (program_id, affiliate_id, day);
alter table ledger_daily enable row level security;
alter table ledger_daily force row level security;
create policy own_program on ledger_daily using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on ledger_daily to fairshare_app;

create table ledger_seal (
  program_id uuid not null,
  sequence bigint not null,
  transfers integer not null,
  previous_seal bytea not null,
  seal bytea not null,
  recorded_at timestamp with time zone not null,
  constraint ledger_seal_pkey PRIMARY KEY (program_id, sequence)
);
alter table ledger_seal enable row level security;
alter table ledger_seal force row level security;
create policy own_program on ledger_seal using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on ledger_seal to fairshare_app;

create table ledger_transfer (
  program_id uuid not null,
  id uuid not null,
  sequence bigint not null,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount_minor bigint not null,
  currency character(3) not null,
  kind text not null,
  idempotency_key text not null,
  cause_type text not null,
  cause_id uuid not null,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  period character(7) not null,
  relates_to_period character(7),
  reverses_id uuid,
  statement_period text,
  missed_period text,
  constraint ledger_transfer_pkey PRIMARY KEY (program_id, id),
  constraint ledger_transfer_amount_minor_check CHECK ((amount_minor > 0)),
  constraint ledger_transfer_check CHECK ((debit_account_id <> credit_account_id)),
  constraint ledger_transfer_program_id_idempotency_key_key UNIQUE (program_id, idempotency_key)
);
CREATE INDEX ledger_transfer_ahead ON public.ledger_transfer USING btree (program_id, sequence) WHERE ((occurred_at - recorded_at) > '39 days'::interval);
CREATE INDEX ledger_transfer_cause ON public.ledger_transfer USING btree (program_id, cause_id);
CREATE INDEX ledger_transfer_occurred ON public.ledger_transfer USING brin (program_id, occurred_at) WITH (autosummarize='on');
CREATE INDEX ledger_transfer_sequence ON public.ledger_transfer USING btree (program_id, sequence);
alter table ledger_transfer enable row level security;
alter table ledger_transfer force row level security;
create policy own_program on ledger_transfer using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on ledger_transfer to fairshare_app;

create table legacy_link (
  program_id uuid not null,
  id uuid not null,
  parameter text not null,
  value text not null,
  tracking_link_id uuid not null,
  created_at timestamp with time zone not null,
  constraint legacy_link_pkey PRIMARY KEY (program_id, id),
  constraint legacy_link_parameter_check CHECK ((parameter = ANY (ARRAY['btag'::text, 'stag'::text, 'a_aid'::text, 'path'::text]))),
  constraint legacy_link_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint legacy_link_program_id_parameter_value_key UNIQUE (program_id, parameter, value),
  constraint legacy_link_program_id_tracking_link_id_fkey FOREIGN KEY (program_id, tracking_link_id) REFERENCES tracking_link(program_id, id)
);
CREATE INDEX legacy_link_tracking_link ON public.legacy_link USING btree (program_id, tracking_link_id);
alter table legacy_link enable row level security;
alter table legacy_link force row level security;
create policy own_program on legacy_link using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on legacy_link to fairshare_app;

create table legal_entity (
  program_id uuid not null,
  id uuid not null,
  name text not null,
  address text not null,
  country text not null,
  tax_id text,
  prefix text not null,
  first_invoice_number bigint not null,
  next_invoice_number bigint not null,
  first_credit_note_number bigint not null,
  next_credit_note_number bigint not null,
  is_default boolean not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint legal_entity_pkey PRIMARY KEY (program_id, id),
  constraint legal_entity_check CHECK ((next_invoice_number >= first_invoice_number)),
  constraint legal_entity_check1 CHECK ((next_credit_note_number >= first_credit_note_number)),
  constraint legal_entity_first_credit_note_number_check CHECK ((first_credit_note_number > 0)),
  constraint legal_entity_first_invoice_number_check CHECK ((first_invoice_number > 0)),
  constraint legal_entity_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint legal_entity_program_id_prefix_key UNIQUE (program_id, prefix)
);
CREATE UNIQUE INDEX legal_entity_default ON public.legal_entity USING btree (program_id) WHERE is_default;
alter table legal_entity enable row level security;
alter table legal_entity force row level security;
create policy own_program on legal_entity using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on legal_entity to fairshare_app;
grant update (name, address, country, tax_id, prefix, first_invoice_number, next_invoice_number, first_credit_note_number, next_credit_note_number, is_default, updated_at) on legal_entity to fairshare_app;

create table mail (
  id uuid not null,
  operator_id uuid,
  program_id uuid,
  operator_user_id uuid,
  recipient text not null,
  template text not null,
  locale text not null,
  subject text not null,
  sealed_words bytea,
  state text not null default 'waiting'::text,
  attempts integer not null default 0,
  next_at timestamp with time zone not null,
  last_error text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint mail_pkey PRIMARY KEY (id),
  constraint mail_check CHECK (((operator_id IS NOT NULL) OR (program_id IS NOT NULL))),
  constraint mail_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'pt-BR'::text, 'es'::text]))),
  constraint mail_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operator(id),
  constraint mail_operator_user_id_fkey FOREIGN KEY (operator_user_id) REFERENCES operator_user(id),
  constraint mail_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX mail_due ON public.mail USING btree (next_at) WHERE (state = 'waiting'::text);
CREATE INDEX mail_operator ON public.mail USING btree (operator_id, id);
CREATE INDEX mail_program ON public.mail USING btree (program_id, id);
CREATE INDEX mail_recipient ON public.mail USING btree (program_id, recipient, created_at);
grant delete, insert, select on mail to fairshare_app;
grant update (sealed_words, state, attempts, next_at, last_error, sent_at) on mail to fairshare_app;

create table media (
  program_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  key uuid not null,
  brand_id uuid,
  product_id uuid,
  status text not null default 'active'::text,
  is_for_all boolean not null default true,
  words text,
  landing_page_url text,
  width integer,
  height integer,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint media_pkey PRIMARY KEY (program_id, id),
  constraint media_check CHECK (((kind = 'text'::text) OR ((width IS NOT NULL) AND (height IS NOT NULL)))),
  constraint media_check1 CHECK (((kind <> 'text'::text) OR (words IS NOT NULL))),
  constraint media_height_check CHECK (((height >= 1) AND (height <= 10000))),
  constraint media_kind_check CHECK ((kind = ANY (ARRAY['banner'::text, 'text'::text, 'html5'::text]))),
  constraint media_program_id_brand_id_fkey FOREIGN KEY (program_id, brand_id) REFERENCES brand(program_id, id),
  constraint media_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint media_program_id_key_key UNIQUE (program_id, key),
  constraint media_program_id_product_id_fkey FOREIGN KEY (program_id, product_id) REFERENCES product(program_id, id),
  constraint media_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'archived'::text]))),
  constraint media_width_check CHECK (((width >= 1) AND (width <= 10000)))
);
CREATE INDEX media_brand ON public.media USING btree (program_id, brand_id, id) WHERE (brand_id IS NOT NULL);
CREATE INDEX media_status ON public.media USING btree (program_id, status, id);
alter table media enable row level security;
alter table media force row level security;
create policy own_program on media using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select, update on media to fairshare_app;

create table media_audience (
  program_id uuid not null,
  media_id uuid not null,
  member_id uuid not null,
  kind text not null,
  constraint media_audience_pkey PRIMARY KEY (program_id, media_id, member_id),
  constraint media_audience_kind_check CHECK ((kind = ANY (ARRAY['group'::text, 'affiliate'::text]))),
  constraint media_audience_program_id_media_id_fkey FOREIGN KEY (program_id, media_id) REFERENCES media(program_id, id)
);
CREATE INDEX media_audience_member ON public.media_audience USING btree (program_id, member_id, media_id);
alter table media_audience enable row level security;
alter table media_audience force row level security;
create policy own_program on media_audience using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on media_audience to fairshare_app;

create table media_file (
  program_id uuid not null,
  media_id uuid not null,
  content bytea not null,
  content_type text not null,
  sha256 bytea not null,
  created_at timestamp with time zone not null,
  constraint media_file_pkey PRIMARY KEY (program_id, media_id),
  constraint media_file_content_check CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 2097152))),
  constraint media_file_content_type_check CHECK ((content_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/gif'::text, 'image/webp'::text, 'text/html'::text]))),
  constraint media_file_program_id_media_id_fkey FOREIGN KEY (program_id, media_id) REFERENCES media(program_id, id),
  constraint media_file_sha256_check CHECK ((octet_length(sha256) = 32))
);
alter table media_file enable row level security;
alter table media_file force row level security;
create policy own_program on media_file using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on media_file to fairshare_app;

create table operator (
  id uuid not null,
  name text not null,
  billing_plan text not null default 'premium'::text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint operator_pkey PRIMARY KEY (id),
  constraint operator_billing_plan_check CHECK ((billing_plan = ANY (ARRAY['starter'::text, 'pro'::text, 'premium'::text]))),
  constraint operator_name_key UNIQUE (name)
);
grant delete, insert, select, update on operator to fairshare_app;

create table operator_address_change (
  token_hash bytea not null,
  operator_user_id uuid not null,
  email text not null,
  email_folded text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint operator_address_change_pkey PRIMARY KEY (token_hash),
  constraint operator_address_change_operator_user_id_fkey FOREIGN KEY (operator_user_id) REFERENCES operator_user(id)
);
CREATE INDEX operator_address_change_user ON public.operator_address_change USING btree (operator_user_id);
grant delete, insert, select on operator_address_change to fairshare_app;
grant update (used_at) on operator_address_change to fairshare_app;

create table operator_recovery_code (
  operator_user_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint operator_recovery_code_pkey PRIMARY KEY (operator_user_id, code_hash),
  constraint operator_recovery_code_operator_user_id_fkey FOREIGN KEY (operator_user_id) REFERENCES operator_user(id)
);
grant delete, insert, select on operator_recovery_code to fairshare_app;
grant update (used_at) on operator_recovery_code to fairshare_app;

create table operator_user (
  id uuid not null,
  operator_id uuid not null,
  email text not null,
  email_folded text not null,
  password_hash text,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  name text not null default ''::text,
  role text not null default 'owner'::text,
  all_programs boolean not null default true,
  locale text,
  password_changed_at timestamp with time zone,
  password_is_long boolean not null default false,
  sealed_totp bytea,
  sealed_new_totp bytea,
  totp_last_step bigint,
  updated_at timestamp with time zone not null default now(),
  constraint operator_user_pkey PRIMARY KEY (id),
  constraint operator_user_check CHECK (((role <> 'owner'::text) OR all_programs)),
  constraint operator_user_email_folded_key UNIQUE (email_folded),
  constraint operator_user_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'pt-BR'::text, 'es'::text]))),
  constraint operator_user_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operator(id),
  constraint operator_user_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'manager'::text, 'finance'::text, 'viewer'::text])))
);
CREATE INDEX operator_user_operator ON public.operator_user USING btree (operator_id, id);
grant delete, insert, select, update on operator_user to fairshare_app;

create table operator_user_program (
  operator_user_id uuid not null,
  program_id uuid not null,
  constraint operator_user_program_pkey PRIMARY KEY (operator_user_id, program_id),
  constraint operator_user_program_operator_user_id_fkey FOREIGN KEY (operator_user_id) REFERENCES operator_user(id),
  constraint operator_user_program_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
grant delete, insert, select on operator_user_program to fairshare_app;

create table outbox_event (
  program_id uuid not null,
  id uuid not null,
  kind text not null,
  subject_type text not null,
  subject_id text not null,
  affiliate_id uuid,
  payload jsonb not null,
  recorded_at timestamp with time zone not null,
  constraint outbox_event_pkey PRIMARY KEY (program_id, id)
);
CREATE INDEX outbox_event_affiliate ON public.outbox_event USING btree (program_id, affiliate_id, id);
alter table outbox_event enable row level security;
alter table outbox_event force row level security;
create policy own_program on outbox_event using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on outbox_event to fairshare_app;

create table passkey (
  id uuid not null,
  operator_user_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}'::text[],
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_credential_id_key UNIQUE (credential_id),
  constraint passkey_operator_user_id_fkey FOREIGN KEY (operator_user_id) REFERENCES operator_user(id)
);
CREATE INDEX passkey_user ON public.passkey USING btree (operator_user_id, id);
grant delete, insert, select on passkey to fairshare_app;
grant update (counter, name, last_used_at) on passkey to fairshare_app;

create table passkey_challenge (
  challenge text not null,
  operator_user_id uuid,
  expires_at timestamp with time zone not null,
  constraint passkey_challenge_pkey PRIMARY KEY (challenge),
  constraint passkey_challenge_operator_user_id_fkey FOREIGN KEY (operator_user_id) REFERENCES operator_user(id)
);
grant delete, insert, select on passkey_challenge to fairshare_app;

create table password_reset (
  token_hash bytea not null,
  operator_user_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint password_reset_pkey PRIMARY KEY (token_hash),
  constraint password_reset_operator_user_id_fkey FOREIGN KEY (operator_user_id) REFERENCES operator_user(id)
);
CREATE INDEX password_reset_user ON public.password_reset USING btree (operator_user_id);
grant delete, insert, select on password_reset to fairshare_app;
grant update (used_at) on password_reset to fairshare_app;

create table paying_account (
  program_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  hint text not null,
  sealed_details bytea not null,
  is_default boolean not null,
  last_file_number integer not null default 0,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint paying_account_pkey PRIMARY KEY (program_id, id),
  constraint paying_account_check CHECK (((NOT is_default) OR (archived_at IS NULL))),
  constraint paying_account_kind_check CHECK ((kind = ANY (ARRAY['sepa'::text, 'pix'::text, 'webhook'::text]))),
  constraint paying_account_last_file_number_check CHECK (((last_file_number >= 0) AND (last_file_number <= 999999))),
  constraint paying_account_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
CREATE UNIQUE INDEX paying_account_default ON public.paying_account USING btree (program_id, kind) WHERE is_default;
alter table paying_account enable row level security;
alter table paying_account force row level security;
create policy own_program on paying_account using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on paying_account to fairshare_app;
grant update (name, sealed_details, is_default, last_file_number, updated_at, archived_at) on paying_account to fairshare_app;

create table paying_account_file (
  program_id uuid not null,
  paying_account_id uuid not null,
  file_number integer not null,
  message_id text not null,
  recorded_at timestamp with time zone not null,
  constraint paying_account_file_pkey PRIMARY KEY (program_id, paying_account_id, file_number),
  constraint paying_account_file_program_id_paying_account_id_fkey FOREIGN KEY (program_id, paying_account_id) REFERENCES paying_account(program_id, id),
  constraint paying_account_file_program_id_paying_account_id_message_id_key UNIQUE (program_id, paying_account_id, message_id)
);
alter table paying_account_file enable row level security;
alter table paying_account_file force row level security;
create policy own_program on paying_account_file using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on paying_account_file to fairshare_app;

create table payout (
  program_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  affiliate_id uuid not null,
  currency character(3) not null,
  amount_minor bigint not null,
  method_id uuid not null,
  method_kind text not null,
  paid_currency character(3) not null,
  paid_amount_minor bigint not null,
  fx_rate_ppb numeric,
  fx_source text,
  fx_effective_from timestamp with time zone,
  status text not null,
  not_sent_reason text,
  rail text,
  end_to_end_id text not null,
  external_id text,
  sequence bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint payout_pkey PRIMARY KEY (program_id, id),
  constraint payout_amount_minor_check CHECK ((amount_minor > 0)),
  constraint payout_check CHECK (((paid_currency <> currency) OR (paid_amount_minor = amount_minor))),
  constraint payout_check1 CHECK ((((paid_currency = currency) = (fx_rate_ppb IS NULL)) AND ((fx_rate_ppb IS NULL) = (fx_source IS NULL)) AND ((fx_rate_ppb IS NULL) = (fx_effective_from IS NULL)))),
  constraint payout_check2 CHECK (((status <> ALL (ARRAY['instructed'::text, 'settled'::text, 'failed'::text, 'returned'::text])) OR (rail IS NOT NULL))),
  constraint payout_end_to_end_id_check CHECK (((length(end_to_end_id) >= 1) AND (length(end_to_end_id) <= 35))),
  constraint payout_fx_rate_ppb_check CHECK (((fx_rate_ppb > (0)::numeric) AND (fx_rate_ppb <> 'NaN'::numeric) AND (fx_rate_ppb <> 'Infinity'::numeric))),
  constraint payout_paid_amount_minor_check CHECK ((paid_amount_minor > 0)),
  constraint payout_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint payout_program_id_end_to_end_id_key UNIQUE (program_id, end_to_end_id),
  constraint payout_program_id_method_id_fkey FOREIGN KEY (program_id, method_id) REFERENCES payout_method(program_id, id),
  constraint payout_program_id_run_id_affiliate_id_currency_key UNIQUE (program_id, run_id, affiliate_id, currency),
  constraint payout_program_id_run_id_fkey FOREIGN KEY (program_id, run_id) REFERENCES payout_run(program_id, id),
  constraint payout_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'approved'::text, 'instructed'::text, 'settled'::text, 'failed'::text, 'returned'::text, 'cancelled'::text])))
);
CREATE INDEX payout_affiliate ON public.payout USING btree (program_id, affiliate_id, id);
CREATE UNIQUE INDEX payout_external_id ON public.payout USING btree (program_id, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX payout_open ON public.payout USING btree (program_id, id) WHERE (status = ANY (ARRAY['draft'::text, 'approved'::text, 'instructed'::text]));
alter table payout enable row level security;
alter table payout force row level security;
create policy own_program on payout using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout to fairshare_app;
grant update (status, not_sent_reason, rail, external_id, updated_at) on payout to fairshare_app;

create table payout_block (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  kind text not null,
  reason text not null,
  actor text not null,
  recorded_at timestamp with time zone not null,
  constraint payout_block_pkey PRIMARY KEY (program_id, id),
  constraint payout_block_kind_check CHECK ((kind = ANY (ARRAY['set'::text, 'lifted'::text]))),
  constraint payout_block_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id)
);
CREATE INDEX payout_block_affiliate ON public.payout_block USING btree (program_id, affiliate_id, id);
alter table payout_block enable row level security;
alter table payout_block force row level security;
create policy own_program on payout_block using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_block to fairshare_app;

create table payout_event (
  program_id uuid not null,
  id uuid not null,
  payout_id uuid not null,
  kind text not null,
  actor text not null,
  reason text,
  external_id text,
  recorded_at timestamp with time zone not null,
  constraint payout_event_pkey PRIMARY KEY (program_id, id),
  constraint payout_event_kind_check CHECK ((kind = ANY (ARRAY['prepared'::text, 'approved'::text, 'passed_over'::text, 'instructed'::text, 'called'::text, 'unknown'::text, 'accepted'::text, 'refused'::text, 'late_answer'::text, 'settled'::text, 'failed'::text, 'returned'::text, 'cancelled'::text, 'downloaded'::text]))),
  constraint payout_event_program_id_payout_id_fkey FOREIGN KEY (program_id, payout_id) REFERENCES payout(program_id, id)
);
CREATE INDEX payout_event_payout ON public.payout_event USING btree (program_id, payout_id, id);
alter table payout_event enable row level security;
alter table payout_event force row level security;
create policy own_program on payout_event using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_event to fairshare_app;

create table payout_file (
  program_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  rail text not null,
  message_id text not null,
  file_name text not null,
  content_type text not null,
  sealed_content bytea not null,
  sha256 bytea not null,
  payouts integer not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint payout_file_pkey PRIMARY KEY (program_id, id),
  constraint payout_file_payouts_check CHECK ((payouts > 0)),
  constraint payout_file_program_id_message_id_key UNIQUE (program_id, message_id),
  constraint payout_file_program_id_run_id_fkey FOREIGN KEY (program_id, run_id) REFERENCES payout_run(program_id, id)
);
CREATE INDEX payout_file_run ON public.payout_file USING btree (program_id, run_id, id);
alter table payout_file enable row level security;
alter table payout_file force row level security;
create policy own_program on payout_file using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_file to fairshare_app;

create table payout_instruction (
  program_id uuid not null,
  id uuid not null,
  payout_id uuid not null,
  idempotency_key text not null,
  rail text not null,
  state text not null,
  calls integer not null default 0,
  leased_until timestamp with time zone,
  next_at timestamp with time zone,
  detail text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  sealed_body bytea,
  constraint payout_instruction_pkey PRIMARY KEY (program_id, id),
  constraint payout_instruction_calls_check CHECK ((calls >= 0)),
  constraint payout_instruction_program_id_idempotency_key_key UNIQUE (program_id, idempotency_key),
  constraint payout_instruction_program_id_payout_id_fkey FOREIGN KEY (program_id, payout_id) REFERENCES payout(program_id, id),
  constraint payout_instruction_program_id_payout_id_key UNIQUE (program_id, payout_id),
  constraint payout_instruction_state_check CHECK ((state = ANY (ARRAY['stored'::text, 'sent'::text, 'unknown'::text, 'accepted'::text, 'refused'::text])))
);
CREATE INDEX payout_instruction_next ON public.payout_instruction USING btree (program_id, next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX payout_instruction_unknown ON public.payout_instruction USING btree (program_id, id) WHERE (state = 'unknown'::text);
alter table payout_instruction enable row level security;
alter table payout_instruction force row level security;
create policy own_program on payout_instruction using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_instruction to fairshare_app;
grant update (state, calls, leased_until, next_at, detail, updated_at, sealed_body) on payout_instruction to fairshare_app;

create table payout_left_out (
  program_id uuid not null,
  run_id uuid not null,
  affiliate_id uuid not null,
  reason text not null,
  amount_minor bigint not null,
  missing_minor bigint,
  missing_currency character(3),
  held_until timestamp with time zone,
  note text,
  recorded_at timestamp with time zone not null,
  constraint payout_left_out_pkey PRIMARY KEY (program_id, run_id, affiliate_id),
  constraint payout_left_out_check CHECK (((missing_minor IS NULL) = (missing_currency IS NULL))),
  constraint payout_left_out_missing_minor_check CHECK ((missing_minor > 0)),
  constraint payout_left_out_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint payout_left_out_program_id_run_id_fkey FOREIGN KEY (program_id, run_id) REFERENCES payout_run(program_id, id),
  constraint payout_left_out_reason_check CHECK ((reason = ANY (ARRAY['nothing_payable'::text, 'negative_balance'::text, 'in_flight'::text, 'below_minimum'::text, 'method_missing'::text, 'method_held'::text, 'blocked'::text, 'suspended'::text, 'erased'::text, 'invoice_missing'::text, 'invoice_mismatch'::text, 'rate_missing'::text, 'rate_stale'::text, 'amount_out_of_range'::text])))
);
alter table payout_left_out enable row level security;
alter table payout_left_out force row level security;
create policy own_program on payout_left_out using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_left_out to fairshare_app;

create table payout_line (
  program_id uuid not null,
  payout_id uuid not null,
  commission_id uuid not null,
  sequence bigint not null,
  released_sequence bigint,
  is_released boolean default (released_sequence IS NOT NULL),
  constraint payout_line_pkey PRIMARY KEY (program_id, payout_id, commission_id),
  constraint payout_line_check CHECK ((released_sequence > sequence)),
  constraint payout_line_program_id_commission_id_fkey FOREIGN KEY (program_id, commission_id) REFERENCES commission(program_id, id),
  constraint payout_line_program_id_payout_id_fkey FOREIGN KEY (program_id, payout_id) REFERENCES payout(program_id, id)
);
CREATE UNIQUE INDEX payout_line_live ON public.payout_line USING btree (program_id, commission_id) WHERE (NOT is_released);
alter table payout_line enable row level security;
alter table payout_line force row level security;
create policy own_program on payout_line using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_line to fairshare_app;
grant update (released_sequence) on payout_line to fairshare_app;

create table payout_method (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  kind text not null,
  currency character(3) not null,
  label text,
  hint text not null,
  sealed_details bytea,
  fingerprint bytea,
  is_default boolean not null default false,
  replaces_id uuid,
  held_until timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint payout_method_pkey PRIMARY KEY (program_id, id),
  constraint payout_method_check CHECK (((archived_at IS NULL) OR (NOT is_default))),
  constraint payout_method_check1 CHECK (((archived_at IS NOT NULL) OR (sealed_details IS NOT NULL))),
  constraint payout_method_kind_check CHECK ((kind = ANY (ARRAY['bank'::text, 'pix'::text, 'paypal'::text, 'wise'::text, 'crypto'::text, 'other'::text]))),
  constraint payout_method_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint payout_method_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint payout_method_program_id_replaces_id_fkey FOREIGN KEY (program_id, replaces_id) REFERENCES payout_method(program_id, id)
);
CREATE INDEX payout_method_affiliate ON public.payout_method USING btree (program_id, affiliate_id, id);
CREATE UNIQUE INDEX payout_method_default ON public.payout_method USING btree (program_id, affiliate_id) WHERE is_default;
CREATE INDEX payout_method_fingerprint ON public.payout_method USING btree (program_id, fingerprint) WHERE (fingerprint IS NOT NULL);
CREATE UNIQUE INDEX payout_method_replaces ON public.payout_method USING btree (program_id, replaces_id) WHERE (replaces_id IS NOT NULL);
alter table payout_method enable row level security;
alter table payout_method force row level security;
create policy own_program on payout_method using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_method to fairshare_app;
grant update (label, hint, sealed_details, fingerprint, is_default, held_until, updated_at, archived_at) on payout_method to fairshare_app;

create table payout_method_event (
  program_id uuid not null,
  id uuid not null,
  payout_method_id uuid not null,
  kind text not null,
  actor text not null,
  proof text,
  reason text,
  recorded_at timestamp with time zone not null,
  constraint payout_method_event_pkey PRIMARY KEY (program_id, id),
  constraint payout_method_event_kind_check CHECK ((kind = ANY (ARRAY['created'::text, 'replaced'::text, 'made_default'::text, 'relabelled'::text, 'revealed'::text, 'archived'::text]))),
  constraint payout_method_event_program_id_payout_method_id_fkey FOREIGN KEY (program_id, payout_method_id) REFERENCES payout_method(program_id, id),
  constraint payout_method_event_proof_check CHECK ((proof = ANY (ARRAY['operator'::text, 'fresh_sign_in'::text])))
);
CREATE INDEX payout_method_event_method ON public.payout_method_event USING btree (program_id, payout_method_id, id);
alter table payout_method_event enable row level security;
alter table payout_method_event force row level security;
create policy own_program on payout_method_event using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_method_event to fairshare_app;
grant update (reason) on payout_method_event to fairshare_app;

create table payout_minimum (
  program_id uuid not null,
  currency character(3) not null,
  method_kind text not null,
  minimum_minor bigint not null,
  updated_at timestamp with time zone not null,
  constraint payout_minimum_pkey PRIMARY KEY (program_id, currency, method_kind),
  constraint payout_minimum_minimum_minor_check CHECK ((minimum_minor >= 0)),
  constraint payout_minimum_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table payout_minimum enable row level security;
alter table payout_minimum force row level security;
create policy own_program on payout_minimum using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on payout_minimum to fairshare_app;

create table payout_reconciliation (
  program_id uuid not null,
  id uuid not null,
  format text not null,
  file_name text,
  sha256 bytea not null,
  lines integer not null,
  applied integer not null,
  unchanged integer not null,
  discrepancies integer not null,
  errors integer not null,
  ignored integer not null,
  created_by text not null,
  recorded_at timestamp with time zone not null,
  constraint payout_reconciliation_pkey PRIMARY KEY (program_id, id),
  constraint payout_reconciliation_applied_check CHECK ((applied >= 0)),
  constraint payout_reconciliation_discrepancies_check CHECK ((discrepancies >= 0)),
  constraint payout_reconciliation_errors_check CHECK ((errors >= 0)),
  constraint payout_reconciliation_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'pain.002'::text, 'camt'::text, 'cnab240'::text]))),
  constraint payout_reconciliation_ignored_check CHECK ((ignored >= 0)),
  constraint payout_reconciliation_lines_check CHECK ((lines >= 0)),
  constraint payout_reconciliation_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint payout_reconciliation_program_id_format_sha256_key UNIQUE (program_id, format, sha256),
  constraint payout_reconciliation_unchanged_check CHECK ((unchanged >= 0))
);
alter table payout_reconciliation enable row level security;
alter table payout_reconciliation force row level security;
create policy own_program on payout_reconciliation using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_reconciliation to fairshare_app;

create table payout_reconciliation_line (
  program_id uuid not null,
  reconciliation_id uuid not null,
  number integer not null,
  place text not null,
  end_to_end_id text,
  amount text,
  currency text,
  told text,
  external_id text,
  bank_reason text,
  payout_id uuid,
  outcome text not null,
  code text,
  message text,
  constraint payout_reconciliation_line_pkey PRIMARY KEY (program_id, reconciliation_id, number),
  constraint payout_reconciliation_line_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'unchanged'::text, 'discrepancy'::text, 'error'::text, 'ignored'::text]))),
  constraint payout_reconciliation_line_program_id_payout_id_fkey FOREIGN KEY (program_id, payout_id) REFERENCES payout(program_id, id),
  constraint payout_reconciliation_line_program_id_reconciliation_id_fkey FOREIGN KEY (program_id, reconciliation_id) REFERENCES payout_reconciliation(program_id, id),
  constraint payout_reconciliation_line_told_check CHECK ((told = ANY (ARRAY['accepted'::text, 'settled'::text, 'failed'::text, 'returned'::text])))
);
CREATE INDEX payout_reconciliation_line_payout ON public.payout_reconciliation_line USING btree (program_id, payout_id) WHERE (payout_id IS NOT NULL);
alter table payout_reconciliation_line enable row level security;
alter table payout_reconciliation_line force row level security;
create policy own_program on payout_reconciliation_line using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_reconciliation_line to fairshare_app;

create table payout_run (
  program_id uuid not null,
  id uuid not null,
  status text not null,
  cause text not null,
  scheduled_for text,
  through_period text,
  affiliate_ids uuid[],
  paid_currency character(3),
  prepared_until uuid,
  prepared_by text not null,
  prepared_at timestamp with time zone not null,
  approved_by text,
  approved_at timestamp with time zone,
  cancelled_by text,
  cancelled_at timestamp with time zone,
  cancellation_reason text,
  updated_at timestamp with time zone not null,
  constraint payout_run_pkey PRIMARY KEY (program_id, id),
  constraint payout_run_cause_check CHECK ((cause = ANY (ARRAY['user'::text, 'schedule'::text]))),
  constraint payout_run_check CHECK (((cause = 'schedule'::text) = (scheduled_for IS NOT NULL))),
  constraint payout_run_check1 CHECK (((status = 'cancelled'::text) = (cancelled_at IS NOT NULL))),
  constraint payout_run_check2 CHECK (((status <> ALL (ARRAY['approved'::text, 'instructed'::text])) OR (approved_at IS NOT NULL))),
  constraint payout_run_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint payout_run_program_id_scheduled_for_key UNIQUE (program_id, scheduled_for),
  constraint payout_run_program_id_through_period_fkey FOREIGN KEY (program_id, through_period) REFERENCES period(program_id, name),
  constraint payout_run_scheduled_for_check CHECK ((scheduled_for ~ '^\d{4}-\d{2}-\d{2}$'::text)),
  constraint payout_run_status_check CHECK ((status = ANY (ARRAY['preparing'::text, 'draft'::text, 'empty'::text, 'approved'::text, 'instructed'::text, 'cancelled'::text])))
);
CREATE INDEX payout_run_preparing ON public.payout_run USING btree (program_id, id) WHERE (status = 'preparing'::text);
alter table payout_run enable row level security;
alter table payout_run force row level security;
create policy own_program on payout_run using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on payout_run to fairshare_app;
grant update (status, prepared_until, approved_by, approved_at, cancelled_by, cancelled_at, cancellation_reason, updated_at) on payout_run to fairshare_app;

create table period (
  program_id uuid not null,
  name text not null,
  kind text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  status text not null,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  awaits_before uuid,
  cut_sequence bigint,
  cut_at timestamp with time zone,
  gathered_sequence bigint not null default 0,
  calculated_at timestamp with time zone,
  sealed_by text,
  sealed_at timestamp with time zone,
  constraint period_pkey PRIMARY KEY (program_id, name),
  constraint period_check CHECK ((starts_at < ends_at)),
  constraint period_check1 CHECK (((status = 'sealed'::text) = (sealed_at IS NOT NULL))),
  constraint period_kind_check CHECK ((kind = ANY (ARRAY['weekly'::text, 'half_monthly'::text, 'monthly'::text, 'quarterly'::text]))),
  constraint period_program_id_ends_at_key UNIQUE (program_id, ends_at),
  constraint period_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint period_status_check CHECK ((status = ANY (ARRAY['calculating'::text, 'review'::text, 'sealed'::text])))
);
alter table period enable row level security;
alter table period force row level security;
create policy own_program on period using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on period to fairshare_app;
grant update (status, awaits_before, cut_sequence, cut_at, gathered_sequence, calculated_at, sealed_by, sealed_at) on period to fairshare_app;

create table period_seal (
  program_id uuid not null,
  period_name text not null,
  document text not null,
  hash bytea not null,
  key_id uuid not null,
  signature bytea not null,
  recorded_at timestamp with time zone not null,
  constraint period_seal_pkey PRIMARY KEY (program_id, period_name),
  constraint period_seal_program_id_key_id_fkey FOREIGN KEY (program_id, key_id) REFERENCES signing_key(program_id, id),
  constraint period_seal_program_id_period_name_fkey FOREIGN KEY (program_id, period_name) REFERENCES period(program_id, name)
);
alter table period_seal enable row level security;
alter table period_seal force row level security;
create policy own_program on period_seal using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on period_seal to fairshare_app;

create table plan_acceptance (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  plan_id uuid not null,
  plan_version_id uuid not null,
  sha256 text not null,
  via text not null,
  accepted_at timestamp with time zone not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint plan_acceptance_pkey PRIMARY KEY (program_id, id),
  constraint plan_acceptance_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint plan_acceptance_program_id_affiliate_id_plan_version_id_key UNIQUE (program_id, affiliate_id, plan_version_id),
  constraint plan_acceptance_program_id_plan_id_fkey FOREIGN KEY (program_id, plan_id) REFERENCES commission_plan(program_id, id),
  constraint plan_acceptance_program_id_plan_version_id_sha256_fkey FOREIGN KEY (program_id, plan_version_id, sha256) REFERENCES plan_text(program_id, plan_version_id, sha256),
  constraint plan_acceptance_via_check CHECK ((via = ANY (ARRAY['portal'::text, 'document'::text, 'message'::text])))
);
CREATE INDEX plan_acceptance_plan ON public.plan_acceptance USING btree (program_id, plan_id, id);
alter table plan_acceptance enable row level security;
alter table plan_acceptance force row level security;
create policy own_program on plan_acceptance using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on plan_acceptance to fairshare_app;

create table plan_assignment (
  program_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  affiliate_id uuid,
  group_id uuid,
  brand_id uuid,
  product_id uuid,
  tracker_id uuid,
  effective_from timestamp with time zone not null,
  effective_until timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint plan_assignment_pkey PRIMARY KEY (program_id, id),
  constraint plan_assignment_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint plan_assignment_program_id_brand_id_fkey FOREIGN KEY (program_id, brand_id) REFERENCES brand(program_id, id),
  constraint plan_assignment_program_id_group_id_fkey FOREIGN KEY (program_id, group_id) REFERENCES affiliate_group(program_id, id),
  constraint plan_assignment_program_id_plan_id_fkey FOREIGN KEY (program_id, plan_id) REFERENCES commission_plan(program_id, id),
  constraint plan_assignment_program_id_product_id_fkey FOREIGN KEY (program_id, product_id) REFERENCES product(program_id, id),
  constraint plan_assignment_program_id_tracker_id_fkey FOREIGN KEY (program_id, tracker_id) REFERENCES tracker(program_id, id)
);
CREATE INDEX plan_assignment_plan ON public.plan_assignment USING btree (program_id, plan_id, id);
alter table plan_assignment enable row level security;
alter table plan_assignment force row level security;
create policy own_program on plan_assignment using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on plan_assignment to fairshare_app;

create table plan_text (
  program_id uuid not null,
  plan_version_id uuid not null,
  sha256 text not null,
  language text not null,
  context jsonb not null,
  wording integer not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint plan_text_pkey PRIMARY KEY (program_id, plan_version_id, sha256),
  constraint plan_text_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pt-BR'::text, 'es'::text]))),
  constraint plan_text_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint plan_text_program_id_plan_version_id_fkey FOREIGN KEY (program_id, plan_version_id) REFERENCES commission_plan_version(program_id, id),
  constraint plan_text_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint plan_text_wording_check CHECK ((wording > 0))
);
alter table plan_text enable row level security;
alter table plan_text force row level security;
create policy own_program on plan_text using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on plan_text to fairshare_app;

create table portal_host (
  host text not null,
  program_id uuid not null,
  checked_at timestamp with time zone,
  verified_at timestamp with time zone,
  constraint portal_host_pkey PRIMARY KEY (program_id),
  constraint portal_host_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
CREATE UNIQUE INDEX portal_host_verified ON public.portal_host USING btree (host) WHERE (verified_at IS NOT NULL);
grant delete, insert, select, update on portal_host to fairshare_app;

create table portal_slug (
  slug text not null,
  program_id uuid not null,
  constraint portal_slug_pkey PRIMARY KEY (slug),
  constraint portal_slug_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint portal_slug_program_id_key UNIQUE (program_id),
  constraint portal_slug_slug_check CHECK ((slug ~ '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'::text))
);
grant delete, insert, select, update on portal_slug to fairshare_app;

create table postback (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  url text not null,
  events text[] not null,
  status text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint postback_pkey PRIMARY KEY (program_id, id),
  constraint postback_events_check CHECK ((cardinality(events) > 0)),
  constraint postback_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint postback_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text]))),
  constraint postback_url_check CHECK (((url ~~ 'https://%'::text) AND (length(url) <= 2048)))
);
CREATE INDEX postback_affiliate ON public.postback USING btree (program_id, affiliate_id, id);
alter table postback enable row level security;
alter table postback force row level security;
create policy own_program on postback using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on postback to fairshare_app;
grant update (url, events, status, updated_at) on postback to fairshare_app;

create table product (
  program_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  name text not null,
  external_id text,
  landing_page_url text,
  deduction_set_id uuid,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint product_pkey PRIMARY KEY (program_id, id),
  constraint product_program_id_brand_id_external_id_key UNIQUE (program_id, brand_id, external_id),
  constraint product_program_id_brand_id_fkey FOREIGN KEY (program_id, brand_id) REFERENCES brand(program_id, id),
  constraint product_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint product_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'archived'::text])))
);
alter table product enable row level security;
alter table product force row level security;
create policy own_program on product using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on product to fairshare_app;

create table program (
  id uuid not null,
  number integer not null generated always as identity,
  operator_id uuid not null,
  name text not null,
  currency character(3) not null,
  time_zone text not null,
  status text not null default 'active'::text,
  is_test boolean not null default false,
  test_now timestamp with time zone,
  attribution_model text not null default 'last_click'::text,
  attribution_window_days integer not null default 30,
  attribution_stand_down_minutes integer not null default 0,
  organic_tracking text not null default 'assign'::text,
  accept_supplied_commissions boolean not null default true,
  carryover_mode text not null default 'reset'::text,
  payout_minimum_minor bigint not null default 0,
  payout_approval text not null default 'two_people'::text,
  allowed_domains text[] not null default '{}'::text[],
  fallback_url text,
  default_plan_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  description text,
  cookie_days integer not null default 30,
  payout_frequency text not null default 'monthly'::text,
  self_sign_up boolean not null default false,
  attribution_coupon_beats_click boolean not null default true,
  default_brand_id uuid,
  carryover_scope text not null default 'plan'::text,
  carryover_what text not null default 'commission'::text,
  carryover_cap_minor bigint,
  carryover_cap_average_ppm bigint,
  carryover_expiry_months integer,
  carryover_earlier jsonb not null default '[]'::jsonb,
  adjustment_limit_minor bigint not null default 0,
  payouts_frozen_at timestamp with time zone,
  payouts_frozen_reason text,
  payout_hold_hours integer not null default 72,
  automatic_payout_runs_since timestamp with time zone,
  payouts_frozen_by text,
  constraint program_pkey PRIMARY KEY (id),
  constraint program_adjustment_limit_minor_check CHECK ((adjustment_limit_minor >= 0)),
  constraint program_attribution_model_check CHECK ((attribution_model = ANY (ARRAY['last_click'::text, 'first_click'::text]))),
  constraint program_attribution_stand_down_minutes_check CHECK (((attribution_stand_down_minutes >= 0) AND (attribution_stand_down_minutes <= 525600))),
  constraint program_attribution_window_days_check CHECK (((attribution_window_days >= 1) AND (attribution_window_days <= 3650))),
  constraint program_carryover_cap_average_ppm_check CHECK ((carryover_cap_average_ppm > 0)),
  constraint program_carryover_cap_minor_check CHECK ((carryover_cap_minor >= 0)),
  constraint program_carryover_expiry_months_check CHECK (((carryover_expiry_months >= 1) AND (carryover_expiry_months <= 1200))),
  constraint program_carryover_mode_check CHECK ((carryover_mode = ANY (ARRAY['reset'::text, 'carry'::text]))),
  constraint program_carryover_scope_check CHECK ((carryover_scope = ANY (ARRAY['affiliate'::text, 'brand'::text, 'plan'::text, 'product'::text]))),
  constraint program_carryover_what_check CHECK ((carryover_what = ANY (ARRAY['base'::text, 'commission'::text]))),
  constraint program_cookie_days_check CHECK (((cookie_days >= 1) AND (cookie_days <= 3650))),
  constraint program_number_key UNIQUE (number),
  constraint program_one_carryover_cap CHECK (((carryover_cap_minor IS NULL) OR (carryover_cap_average_ppm IS NULL))),
  constraint program_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operator(id),
  constraint program_operator_id_name_key UNIQUE (operator_id, name),
  constraint program_organic_tracking_check CHECK ((organic_tracking = ANY (ARRAY['assign'::text, 'reject'::text]))),
  constraint program_payout_approval_check CHECK ((payout_approval = ANY (ARRAY['two_people'::text, 'one_person'::text]))),
  constraint program_payout_frequency_check CHECK ((payout_frequency = ANY (ARRAY['weekly'::text, 'biweekly'::text, 'monthly'::text]))),
  constraint program_payout_hold_hours_check CHECK (((payout_hold_hours >= 0) AND (payout_hold_hours <= 2160))),
  constraint program_payout_minimum_minor_check CHECK ((payout_minimum_minor >= 0)),
  constraint program_reset_carries_nothing CHECK (((carryover_mode = 'carry'::text) OR ((carryover_cap_minor IS NULL) AND (carryover_cap_average_ppm IS NULL) AND (carryover_expiry_months IS NULL)))),
  constraint program_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'active'::text, 'paused'::text])))
);
grant delete, insert, select, update on program to fairshare_app;

create table program_book (
  program_id uuid not null,
  sequence bigint not null default 0,
  seal bytea not null,
  matured_until timestamp with time zone not null,
  last_link_number integer not null default 0,
  period_kinds jsonb not null default '[{"kind": "monthly"}]'::jsonb,
  open_from timestamp with time zone,
  first_moment timestamp with time zone,
  constraint program_book_pkey PRIMARY KEY (program_id),
  constraint program_book_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table program_book enable row level security;
alter table program_book force row level security;
create policy own_program on program_book using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on program_book to fairshare_app;

create table program_logo (
  program_id uuid not null,
  content bytea not null,
  content_type text not null,
  updated_at timestamp with time zone not null,
  constraint program_logo_pkey PRIMARY KEY (program_id),
  constraint program_logo_content_check CHECK ((octet_length(content) <= 2097152)),
  constraint program_logo_content_type_check CHECK ((content_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text]))),
  constraint program_logo_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table program_logo enable row level security;
alter table program_logo force row level security;
create policy own_program on program_logo using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on program_logo to fairshare_app;

create table program_portal (
  program_id uuid not null,
  title text,
  introduction text,
  terms text,
  terms_changed_at timestamp with time zone,
  accent_color text,
  support_email text,
  default_language text not null default 'en'::text,
  auto_approve boolean not null default false,
  updated_at timestamp with time zone not null,
  constraint program_portal_pkey PRIMARY KEY (program_id),
  constraint program_portal_accent_color_check CHECK ((accent_color ~ '^#[0-9a-f]{6}$'::text)),
  constraint program_portal_default_language_check CHECK ((default_language = ANY (ARRAY['en'::text, 'pt-BR'::text, 'es'::text]))),
  constraint program_portal_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table program_portal enable row level security;
alter table program_portal force row level security;
create policy own_program on program_portal using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select, update on program_portal to fairshare_app;

create table qualification (
  program_id uuid not null,
  customer_id uuid not null,
  plan_id uuid not null,
  component text not null,
  deposit_total numeric(30,0) not null,
  deposit_count integer not null,
  deposit_largest numeric(20,0) not null,
  withdrawal_total numeric(30,0) not null,
  wager_total numeric(30,0) not null,
  net_revenue numeric(30,0) not null,
  first_deposit_at timestamp with time zone,
  last_at timestamp with time zone,
  last_brand_id uuid,
  last_external_id text,
  reached_minor bigint[] not null,
  paid_minor bigint[] not null,
  supplied_minor bigint not null,
  plan_version_id uuid,
  constraint qualification_pkey PRIMARY KEY (program_id, customer_id, plan_id, component)
) with (fillfactor=45);
alter table qualification enable row level security;
alter table qualification force row level security;
create policy own_program on qualification using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on qualification to fairshare_app;

create table rate_window (
  principal text not null,
  started_at timestamp with time zone not null,
  used integer not null,
  constraint rate_window_pkey PRIMARY KEY (principal)
);
CREATE INDEX rate_window_started_at_idx ON public.rate_window USING btree (started_at);
grant delete, insert, select, update on rate_window to fairshare_app;

create table reckoning_mark (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  constraint reckoning_mark_pkey PRIMARY KEY (program_id, id)
);
alter table reckoning_mark enable row level security;
alter table reckoning_mark force row level security;
create policy own_program on reckoning_mark using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on reckoning_mark to fairshare_app;

create table reckoning_state (
  program_id uuid not null,
  reckoned_until timestamp with time zone not null,
  clicks_until timestamp with time zone not null,
  constraint reckoning_state_pkey PRIMARY KEY (program_id),
  constraint reckoning_state_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table reckoning_state enable row level security;
alter table reckoning_state force row level security;
create policy own_program on reckoning_state using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select, update on reckoning_state to fairshare_app;

create table referral_code (
  code text not null,
  program_id uuid not null,
  affiliate_id uuid not null,
  is_alias boolean not null default false,
  constraint referral_code_pkey PRIMARY KEY (code),
  constraint referral_code_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
CREATE INDEX referral_code_program_id_affiliate_id_idx ON public.referral_code USING btree (program_id, affiliate_id);
grant delete, insert, select, update on referral_code to fairshare_app;

create table report (
  program_id uuid not null,
  id uuid not null,
  name text not null,
  definition jsonb not null,
  schedule text,
  recipient_ids uuid[] not null default '{}'::uuid[],
  scheduled_at timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint report_pkey PRIMARY KEY (program_id, id),
  constraint report_check CHECK (((schedule IS NULL) = (scheduled_at IS NULL))),
  constraint report_check1 CHECK (((schedule IS NULL) OR (cardinality(recipient_ids) > 0))),
  constraint report_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint report_schedule_check CHECK ((schedule = ANY (ARRAY['daily'::text, 'weekly'::text, 'monthly'::text])))
);
CREATE INDEX report_scheduled ON public.report USING btree (program_id) WHERE (schedule IS NOT NULL);
alter table report enable row level security;
alter table report force row level security;
create policy own_program on report using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on report to fairshare_app;

create table report_mailing (
  program_id uuid not null,
  report_id uuid not null,
  period_day text not null,
  recipients integer not null,
  recorded_at timestamp with time zone not null,
  constraint report_mailing_pkey PRIMARY KEY (program_id, report_id, period_day)
);
alter table report_mailing enable row level security;
alter table report_mailing force row level security;
create policy own_program on report_mailing using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on report_mailing to fairshare_app;

create table report_mark (
  program_id uuid not null,
  id uuid not null,
  clicks_at timestamp with time zone,
  customer_id uuid,
  constraint report_mark_pkey PRIMARY KEY (program_id, id),
  constraint report_mark_check CHECK (((clicks_at IS NULL) <> (customer_id IS NULL)))
);
alter table report_mark enable row level security;
alter table report_mark force row level security;
create policy own_program on report_mark using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on report_mark to fairshare_app;

create table report_state (
  program_id uuid not null,
  ledger_sequence bigint not null,
  transaction_sequence bigint not null,
  transaction_scan uuid,
  scan_sequence bigint not null,
  transactions_since timestamp with time zone not null,
  customer_scan uuid,
  customers_since timestamp with time zone not null,
  clicks_until timestamp with time zone not null,
  has_tail boolean not null default false,
  read_at timestamp with time zone not null,
  as_of timestamp with time zone not null,
  constraint report_state_pkey PRIMARY KEY (program_id),
  constraint report_state_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table report_state enable row level security;
alter table report_state force row level security;
create policy own_program on report_state using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on report_state to fairshare_app;

create table schema_migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null,
  constraint schema_migration_pkey PRIMARY KEY (name)
);
grant select on schema_migration to fairshare_app;

create table session (
  token_hash bytea not null,
  operator_user_id uuid not null,
  program_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  id uuid not null default gen_random_uuid(),
  last_seen_at timestamp with time zone,
  network text,
  agent text,
  challenge_until timestamp with time zone,
  challenge_tries integer not null default 0,
  fresh_at timestamp with time zone,
  second_factor_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_id_key UNIQUE (id),
  constraint session_operator_user_id_fkey FOREIGN KEY (operator_user_id) REFERENCES operator_user(id),
  constraint session_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
CREATE INDEX session_expiry ON public.session USING btree (expires_at);
CREATE INDEX session_of_user ON public.session USING btree (operator_user_id, created_at);
grant delete, insert, select, update on session to fairshare_app;

create table sign_in_failure (
  account_hash bytea not null,
  network text not null default ''::text,
  failures integer not null,
  window_started_at timestamp with time zone not null,
  not_before timestamp with time zone,
  constraint sign_in_failure_pkey PRIMARY KEY (account_hash, network)
);
CREATE INDEX sign_in_failure_age ON public.sign_in_failure USING btree (window_started_at);
grant delete, insert, select on sign_in_failure to fairshare_app;
grant update (failures, window_started_at, not_before) on sign_in_failure to fairshare_app;

create table sign_in_token (
  token_hash bytea not null,
  operator_user_id uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_in_token_pkey PRIMARY KEY (token_hash),
  constraint sign_in_token_operator_user_id_fkey FOREIGN KEY (operator_user_id) REFERENCES operator_user(id)
);
grant delete, insert, select, update on sign_in_token to fairshare_app;

create table signing_key (
  program_id uuid not null,
  id uuid not null,
  public_key bytea not null,
  sealed_private_key bytea not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  endorsed_by uuid,
  endorsement bytea,
  constraint signing_key_pkey PRIMARY KEY (program_id, id),
  constraint signing_key_endorsement CHECK (((endorsed_by IS NULL) = (endorsement IS NULL))),
  constraint signing_key_program_id_endorsed_by_fkey FOREIGN KEY (program_id, endorsed_by) REFERENCES signing_key(program_id, id),
  constraint signing_key_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
alter table signing_key enable row level security;
alter table signing_key force row level security;
create policy own_program on signing_key using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on signing_key to fairshare_app;
grant update (retired_at) on signing_key to fairshare_app;

create table simulation (
  program_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  request jsonb not null,
  status text not null default 'queued'::text,
  result jsonb,
  error text,
  created_by text not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint simulation_pkey PRIMARY KEY (program_id, id),
  constraint simulation_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX simulation_waiting ON public.simulation USING btree (program_id, created_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
alter table simulation enable row level security;
alter table simulation force row level security;
create policy own_program on simulation using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on simulation to fairshare_app;

create table spool_position (
  spool_id uuid not null,
  segment bigint not null,
  byte_offset bigint not null,
  updated_at timestamp with time zone not null,
  constraint spool_position_pkey PRIMARY KEY (spool_id)
);
grant delete, insert, select, update on spool_position to fairshare_app;

create table statement (
  program_id uuid not null,
  id uuid not null,
  period_name text not null,
  affiliate_id uuid not null,
  currency character(3) not null,
  opening_pending_minor bigint not null,
  opening_payable_minor bigint not null,
  closing_pending_minor bigint not null,
  closing_payable_minor bigint not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  withheld_minor bigint not null,
  lines integer not null,
  previous_id uuid,
  document text not null,
  hash bytea not null,
  recorded_at timestamp with time zone not null,
  constraint statement_pkey PRIMARY KEY (program_id, id),
  constraint statement_lines_check CHECK ((lines >= 0)),
  constraint statement_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint statement_program_id_period_name_affiliate_id_key UNIQUE (program_id, period_name, affiliate_id),
  constraint statement_program_id_period_name_fkey FOREIGN KEY (program_id, period_name) REFERENCES period(program_id, name)
);
CREATE INDEX statement_affiliate ON public.statement USING btree (program_id, affiliate_id, id);
alter table statement enable row level security;
alter table statement force row level security;
create policy own_program on statement using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on statement to fairshare_app;

create table statement_draft (
  program_id uuid not null,
  period_name text not null,
  affiliate_id uuid not null,
  matured_minor numeric(30,0) not null default 0,
  statement_id uuid,
  constraint statement_draft_pkey PRIMARY KEY (program_id, period_name, affiliate_id)
);
alter table statement_draft enable row level security;
alter table statement_draft force row level security;
create policy own_program on statement_draft using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on statement_draft to fairshare_app;

create table statement_line (
  program_id uuid not null,
  period_name text not null,
  affiliate_id uuid not null,
  transfer_id uuid not null,
  constraint statement_line_pkey PRIMARY KEY (program_id, period_name, affiliate_id, transfer_id)
);
alter table statement_line enable row level security;
alter table statement_line force row level security;
create policy own_program on statement_line using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on statement_line to fairshare_app;

create table statement_tax (
  program_id uuid not null,
  statement_id uuid not null,
  affiliate_id uuid not null,
  tax_profile_id uuid,
  currency character(3) not null,
  base_minor bigint not null,
  vat_rate_ppm bigint not null,
  vat_minor bigint not null,
  reverse_charge boolean not null,
  withholding_rate_ppm bigint not null,
  withheld_minor bigint not null,
  invoicing text not null,
  recorded_at timestamp with time zone not null,
  constraint statement_tax_pkey PRIMARY KEY (program_id, statement_id),
  constraint statement_tax_invoicing_check CHECK ((invoicing = ANY (ARRAY['self_billed'::text, 'uploaded'::text, 'none'::text]))),
  constraint statement_tax_program_id_statement_id_fkey FOREIGN KEY (program_id, statement_id) REFERENCES statement(program_id, id),
  constraint statement_tax_program_id_tax_profile_id_fkey FOREIGN KEY (program_id, tax_profile_id) REFERENCES tax_profile(program_id, id)
);
CREATE INDEX statement_tax_affiliate ON public.statement_tax USING btree (program_id, affiliate_id) WHERE (invoicing = 'uploaded'::text);
alter table statement_tax enable row level security;
alter table statement_tax force row level security;
create policy own_program on statement_tax using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on statement_tax to fairshare_app;

create table tax_profile (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  legal_name text,
  address text,
  country text,
  tax_id text,
  vat_rate_ppm bigint not null,
  reverse_charge boolean not null,
  withholding_rate_ppm bigint not null,
  invoicing text not null,
  legal_entity_id uuid,
  created_by text not null,
  recorded_at timestamp with time zone not null,
  constraint tax_profile_pkey PRIMARY KEY (program_id, id),
  constraint tax_profile_invoicing_check CHECK ((invoicing = ANY (ARRAY['self_billed'::text, 'uploaded'::text, 'none'::text]))),
  constraint tax_profile_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint tax_profile_program_id_legal_entity_id_fkey FOREIGN KEY (program_id, legal_entity_id) REFERENCES legal_entity(program_id, id),
  constraint tax_profile_vat_rate_ppm_check CHECK (((vat_rate_ppm >= 0) AND (vat_rate_ppm <= 1000000))),
  constraint tax_profile_withholding_rate_ppm_check CHECK (((withholding_rate_ppm >= 0) AND (withholding_rate_ppm <= 1000000)))
);
CREATE INDEX tax_profile_affiliate ON public.tax_profile USING btree (program_id, affiliate_id, id);
CREATE INDEX tax_profile_entity ON public.tax_profile USING btree (program_id, legal_entity_id) WHERE (legal_entity_id IS NOT NULL);
alter table tax_profile enable row level security;
alter table tax_profile force row level security;
create policy own_program on tax_profile using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on tax_profile to fairshare_app;
grant update (legal_name, address, country, tax_id) on tax_profile to fairshare_app;

create table touch (
  program_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  carrier text not null,
  click_key uuid,
  affiliate_id uuid,
  tracker_id uuid,
  touched_at timestamp with time zone,
  outcome text not null,
  reason text not null,
  recorded_at timestamp with time zone not null,
  constraint touch_pkey PRIMARY KEY (program_id, id),
  constraint touch_outcome_check CHECK ((outcome = ANY (ARRAY['won'::text, 'lost'::text])))
);
CREATE INDEX touch_affiliate ON public.touch USING btree (program_id, affiliate_id, id);
CREATE INDEX touch_customer ON public.touch USING btree (program_id, customer_id);
alter table touch enable row level security;
alter table touch force row level security;
create policy own_program on touch using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on touch to fairshare_app;

create table tracker (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  name text not null,
  external_id text,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint tracker_pkey PRIMARY KEY (program_id, id),
  constraint tracker_program_id_affiliate_id_external_id_key UNIQUE (program_id, affiliate_id, external_id),
  constraint tracker_program_id_affiliate_id_fkey FOREIGN KEY (program_id, affiliate_id) REFERENCES affiliate(program_id, id),
  constraint tracker_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint tracker_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'archived'::text])))
);
CREATE INDEX tracker_affiliate ON public.tracker USING btree (program_id, affiliate_id, id);
alter table tracker enable row level security;
alter table tracker force row level security;
create policy own_program on tracker using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on tracker to fairshare_app;

create table tracking_link (
  program_id uuid not null,
  id uuid not null,
  number integer not null,
  tracker_id uuid not null,
  brand_id uuid not null,
  product_id uuid,
  media_id uuid,
  slug text not null,
  landing_page_url text,
  pass_through boolean not null default false,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint tracking_link_pkey PRIMARY KEY (program_id, id),
  constraint tracking_link_number_check CHECK (((number >= 1) AND (number <= 16777215))),
  constraint tracking_link_program_id_brand_id_fkey FOREIGN KEY (program_id, brand_id) REFERENCES brand(program_id, id),
  constraint tracking_link_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint tracking_link_program_id_number_key UNIQUE (program_id, number),
  constraint tracking_link_program_id_product_id_fkey FOREIGN KEY (program_id, product_id) REFERENCES product(program_id, id),
  constraint tracking_link_program_id_tracker_id_fkey FOREIGN KEY (program_id, tracker_id) REFERENCES tracker(program_id, id),
  constraint tracking_link_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text, 'archived'::text])))
);
CREATE INDEX tracking_link_media ON public.tracking_link USING btree (program_id, media_id, id) WHERE (media_id IS NOT NULL);
CREATE INDEX tracking_link_tracker ON public.tracking_link USING btree (program_id, tracker_id, id);
alter table tracking_link enable row level security;
alter table tracking_link force row level security;
create policy own_program on tracking_link using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on tracking_link to fairshare_app;

create table tracking_link_slug (
  slug text not null,
  program_id uuid not null,
  tracking_link_id uuid not null,
  constraint tracking_link_slug_pkey PRIMARY KEY (slug),
  constraint tracking_link_slug_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
CREATE INDEX tracking_link_slug_program_id_tracking_link_id_idx ON public.tracking_link_slug USING btree (program_id, tracking_link_id);
grant delete, insert, select, update on tracking_link_slug to fairshare_app;

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
  sent_currency character(3),
  fx_rate_ppb numeric(24,0),
  deposit numeric(20,0) not null,
  sale numeric(20,0) not null,
  withdrawal numeric(20,0) not null,
  wager numeric(20,0) not null,
  bonus numeric(20,0) not null,
  gross numeric(20,0) not null,
  net numeric(24,0) not null,
  taxes numeric(24,0) not null,
  payment_fees numeric(24,0) not null,
  cost_of_goods numeric(24,0) not null,
  supplied_rev_share_minor bigint,
  supplied_cpa_minor bigint,
  supplied_fixed_minor bigint,
  supplied_deductions jsonb,
  rounded_from jsonb,
  deduction_set_id uuid,
  occurred_at timestamp with time zone not null,
  effective_at timestamp with time zone not null,
  status text not null,
  applied_sequence bigint,
  removed_sequence bigint,
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
  recorded_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  is_verified boolean not null default true,
  replaces_id uuid,
  constraint transaction_pkey PRIMARY KEY (program_id, id),
  constraint transaction_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'moved'::text])))
) partition by range (id);
CREATE INDEX transaction_affiliate ON ONLY public.transaction USING btree (program_id, affiliate_id, id);
CREATE INDEX transaction_claim ON ONLY public.transaction USING btree (program_id, brand_id, external_id) WHERE ((NOT is_verified) AND (applied_sequence IS NULL) AND (external_id IS NOT NULL));
CREATE INDEX transaction_customer ON ONLY public.transaction USING btree (program_id, customer_id, effective_at);
CREATE INDEX transaction_pending ON ONLY public.transaction USING btree (program_id, id) WHERE (status = 'pending'::text);
CREATE INDEX transaction_rejected ON ONLY public.transaction USING btree (program_id, id) WHERE (status = 'rejected'::text);
CREATE INDEX transaction_related ON ONLY public.transaction USING btree (program_id, related_transaction_id) WHERE (related_transaction_id IS NOT NULL);
CREATE INDEX transaction_removed ON ONLY public.transaction USING btree (program_id, removed_sequence) WHERE (removed_sequence IS NOT NULL);
CREATE INDEX transaction_replaces ON ONLY public.transaction USING btree (program_id, replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE INDEX transaction_sale ON ONLY public.transaction USING btree (program_id, id) WHERE (type = 'sale'::text);
CREATE INDEX transaction_unverified ON ONLY public.transaction USING btree (program_id, id) WHERE (NOT is_verified);
alter table transaction enable row level security;
alter table transaction force row level security;
create policy own_program on transaction using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on transaction to fairshare_app;
grant update (status, applied_sequence, removed_sequence, updated_at) on transaction to fairshare_app;

create table transaction_batch (
  program_id uuid not null,
  id uuid not null,
  payload text,
  integration_type text not null,
  accepted integer not null,
  processed integer not null default 0,
  pending_approval integer not null default 0,
  duplicates integer not null default 0,
  created_by text not null,
  recorded_at timestamp with time zone not null,
  processed_at timestamp with time zone,
  constraint transaction_batch_pkey PRIMARY KEY (program_id, id),
  constraint transaction_batch_accepted_check CHECK (((accepted >= 1) AND (accepted <= 10000))),
  constraint transaction_batch_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id)
);
CREATE INDEX transaction_batch_queue ON public.transaction_batch USING btree (program_id, id) WHERE (processed_at IS NULL);
alter table transaction_batch enable row level security;
alter table transaction_batch force row level security;
create policy own_program on transaction_batch using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on transaction_batch to fairshare_app;

create table transaction_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  type text not null,
  transactions bigint not null,
  deposit numeric(30,0) not null,
  withdrawal numeric(30,0) not null,
  sale numeric(30,0) not null,
  wager numeric(30,0) not null,
  bonus numeric(30,0) not null,
  gross numeric(34,0) not null,
  net numeric(34,0) not null,
  constraint transaction_daily_pkey PRIMARY KEY (program_id, day, affiliate_id, brand_id, product_id, tracker_id, country, type)
);
CREATE INDEX transaction_daily_affiliate ON public.transaction_daily USING btree (program_id, affiliate_id, day);
alter table transaction_daily enable row level security;
alter table transaction_daily force row level security;
create policy own_program on transaction_daily using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on transaction_daily to fairshare_app;

create table transaction_default (
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
  sent_currency character(3),
  fx_rate_ppb numeric(24,0),
  deposit numeric(20,0) not null,
  sale numeric(20,0) not null,
  withdrawal numeric(20,0) not null,
  wager numeric(20,0) not null,
  bonus numeric(20,0) not null,
  gross numeric(20,0) not null,
  net numeric(24,0) not null,
  taxes numeric(24,0) not null,
  payment_fees numeric(24,0) not null,
  cost_of_goods numeric(24,0) not null,
  supplied_rev_share_minor bigint,
  supplied_cpa_minor bigint,
  supplied_fixed_minor bigint,
  supplied_deductions jsonb,
  rounded_from jsonb,
  deduction_set_id uuid,
  occurred_at timestamp with time zone not null,
  effective_at timestamp with time zone not null,
  status text not null,
  applied_sequence bigint,
  removed_sequence bigint,
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
  recorded_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  is_verified boolean not null default true,
  replaces_id uuid,
  constraint transaction_default_pkey PRIMARY KEY (program_id, id),
  constraint transaction_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'moved'::text])))
) partition of transaction default;
CREATE INDEX transaction_default_program_id_affiliate_id_id_idx ON public.transaction_default USING btree (program_id, affiliate_id, id);
CREATE INDEX transaction_default_program_id_brand_id_external_id_idx ON public.transaction_default USING btree (program_id, brand_id, external_id) WHERE ((NOT is_verified) AND (applied_sequence IS NULL) AND (external_id IS NOT NULL));
CREATE INDEX transaction_default_program_id_customer_id_effective_at_idx ON public.transaction_default USING btree (program_id, customer_id, effective_at);
CREATE INDEX transaction_default_program_id_id_idx ON public.transaction_default USING btree (program_id, id) WHERE (status = 'pending'::text);
CREATE INDEX transaction_default_program_id_id_idx1 ON public.transaction_default USING btree (program_id, id) WHERE (type = 'sale'::text);
CREATE INDEX transaction_default_program_id_id_idx2 ON public.transaction_default USING btree (program_id, id) WHERE (status = 'rejected'::text);
CREATE INDEX transaction_default_program_id_id_idx3 ON public.transaction_default USING btree (program_id, id) WHERE (NOT is_verified);
CREATE INDEX transaction_default_program_id_related_transaction_id_idx ON public.transaction_default USING btree (program_id, related_transaction_id) WHERE (related_transaction_id IS NOT NULL);
CREATE INDEX transaction_default_program_id_removed_sequence_idx ON public.transaction_default USING btree (program_id, removed_sequence) WHERE (removed_sequence IS NOT NULL);
CREATE INDEX transaction_default_program_id_replaces_id_idx ON public.transaction_default USING btree (program_id, replaces_id) WHERE (replaces_id IS NOT NULL);
alter table transaction_default enable row level security;
alter table transaction_default force row level security;
create policy own_program on transaction_default using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on transaction_default to fairshare_app;

create table transaction_event (
  program_id uuid not null,
  id uuid not null,
  transaction_id uuid not null,
  kind text not null,
  actor text not null,
  reason text,
  recorded_at timestamp with time zone not null,
  constraint transaction_event_pkey PRIMARY KEY (program_id, id),
  constraint transaction_event_kind_check CHECK ((kind = ANY (ARRAY['approved'::text, 'rejected'::text, 'moved'::text])))
);
CREATE INDEX transaction_event_transaction ON public.transaction_event USING btree (program_id, transaction_id);
alter table transaction_event enable row level security;
alter table transaction_event force row level security;
create policy own_program on transaction_event using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on transaction_event to fairshare_app;

create table transaction_exception (
  program_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  batch_index integer not null,
  state text not null,
  code text not null,
  message text not null,
  brand_id uuid,
  external_id text,
  awaited_customer text,
  awaited_original text,
  item json not null,
  holds_key boolean not null,
  attempts integer not null default 0,
  due_at timestamp with time zone,
  recorded_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint transaction_exception_pkey PRIMARY KEY (program_id, id),
  constraint transaction_exception_program_id_batch_id_fkey FOREIGN KEY (program_id, batch_id) REFERENCES transaction_batch(program_id, id),
  constraint transaction_exception_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'failed'::text, 'discarded'::text, 'replaced'::text, 'resolved'::text])))
);
CREATE INDEX transaction_exception_batch ON public.transaction_exception USING btree (program_id, batch_id);
CREATE INDEX transaction_exception_customer ON public.transaction_exception USING btree (program_id, brand_id, awaited_customer) WHERE ((state = 'waiting'::text) AND (awaited_customer IS NOT NULL));
CREATE INDEX transaction_exception_due ON public.transaction_exception USING btree (program_id, due_at) WHERE (state = 'waiting'::text);
CREATE INDEX transaction_exception_key ON public.transaction_exception USING btree (program_id, brand_id, external_id) WHERE (state = 'failed'::text);
CREATE INDEX transaction_exception_name ON public.transaction_exception USING btree (program_id, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX transaction_exception_original ON public.transaction_exception USING btree (program_id, brand_id, awaited_original) WHERE ((state = 'waiting'::text) AND (awaited_original IS NOT NULL));
CREATE INDEX transaction_exception_state ON public.transaction_exception USING btree (program_id, state, id);
alter table transaction_exception enable row level security;
alter table transaction_exception force row level security;
create policy own_program on transaction_exception using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on transaction_exception to fairshare_app;

create table transaction_key (
  program_id uuid not null,
  brand_id uuid not null,
  external_id text not null,
  content_hash uuid not null,
  transaction_id uuid,
  constraint transaction_key_pkey PRIMARY KEY (program_id, brand_id, external_id)
);
alter table transaction_key enable row level security;
alter table transaction_key force row level security;
create policy own_program on transaction_key using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on transaction_key to fairshare_app;

create table webhook_endpoint (
  program_id uuid not null,
  id uuid not null,
  url text not null,
  description text,
  event_kinds text[] not null,
  sealed_secrets bytea not null,
  status text not null default 'active'::text,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint webhook_endpoint_pkey PRIMARY KEY (program_id, id),
  constraint webhook_endpoint_program_id_fkey FOREIGN KEY (program_id) REFERENCES program(id),
  constraint webhook_endpoint_status_check CHECK ((status = ANY (ARRAY['active'::text, 'paused'::text])))
);
alter table webhook_endpoint enable row level security;
alter table webhook_endpoint force row level security;
create policy own_program on webhook_endpoint using (program_id = ( SELECT (NULLIF(current_setting('app.program_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on webhook_endpoint to fairshare_app;
grant update (url, description, event_kinds, sealed_secrets, status, updated_at, archived_at) on webhook_endpoint to fairshare_app;
