-- The campaign API: what its school knows of programs, affiliates and customers that the foundation did not. Its campaigns are programs, its
-- conversions are transactions of type sale; the rules at the head of 000001 hold here too.

-- ───────────────────────────── settings ─────────────────────────────

alter table program
  add column description text,
  add column cookie_days integer not null default 30 check (cookie_days between 1 and 3650),
  add column payout_frequency text not null default 'monthly' check (payout_frequency in ('weekly', 'biweekly', 'monthly')),
  add column self_sign_up boolean not null default false,
  add column attribution_coupon_beats_click boolean not null default true,
  -- Where conversions are booked that name no brand: the campaign API knows none.
  add column default_brand_id uuid;

alter table brand
  -- The query parameter in which the brand's pages receive our click key.
  add column click_parameter text not null default 'clickKey',
  -- Pages of the brand may register customers and transactions themselves; these are held until they are confirmed.
  add column accept_browser_registrations boolean not null default false;

-- ───────────────────────────── affiliates ─────────────────────────────

alter table affiliate
  -- The campaign API's id of it, counted per program; the organic affiliate has 0.
  add column number integer check (number >= 0),
  add column phone text,
  add column password_hash text,
  -- Personal data was erased; what finance must keep stays under this row. Copies of it elsewhere go in the background.
  add column erased_at timestamptz,
  add column traces_erased_at timestamptz,
  -- False: nobody gave a name, and `name` is a stand-in (the referral code).
  add column is_named boolean not null default true,
  -- Name, e-mail and referral code as they are searched, a line each: without case and accents.
  add column search_text text;
create index affiliate_erased on affiliate (program_id, erased_at) where erased_at is not null;

-- Every end of every line of search_text from 3 characters on, cut to 32: a part of a line is the beginning of one of them, so that a
-- search is a range. LIKE and arrays cannot be looked up in an index under row-level security, comparisons of text can.
create table affiliate_search (
  program_id uuid not null,
  suffix text collate "C" not null,
  affiliate_id uuid not null,
  primary key (program_id, suffix, affiliate_id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);

-- The same folding as src/domain/affiliates/search-text.ts.
create function pg_temp.fold_search_text(unfolded text) returns text language plpgsql as $$
declare
  folded text := regexp_replace(normalize(unfolded, nfkd), '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\U0010ffff]', '', 'g');
begin
  -- A database with the locale C knows no capitals beyond ASCII; ICU, where the server has it, knows them all.
  if exists (select from pg_collation where collname = 'und-x-icu') then
    execute 'select lower($1 collate "und-x-icu")' into folded using folded;
  else
    folded := lower(folded);
  end if;
  folded := replace(replace(replace(translate(folded, 'øđłıς', 'odliσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
  return btrim(regexp_replace(folded, '[ \t\n\r]+', ' ', 'g'));
end $$;

-- What the audit shall not keep of people, because it is never changed: that it was given, not what it was.
create function pg_temp.without_personal_values(subject text, details jsonb) returns jsonb language sql as $$
  select details - personal.fields || case when given.fields is null then '{}' else jsonb_build_object('personal', given.fields) end
    from (select case subject when 'affiliate' then array['name', 'displayName', 'email', 'externalId', 'referralCode', 'country']
                              when 'tracker' then array['name', 'externalId'] else array['slug', 'landingPageUrl'] end as fields) personal
    cross join lateral (select jsonb_agg(field order by field) as fields from unnest(personal.fields) field where details ? field) given
$$;

-- Row-level security binds the owner too, so each program is entered.
do $$
declare
  own_program uuid;
begin
  for own_program in select id from program loop
    perform set_config('app.program_id', own_program::text, true);
    update affiliate
       set search_text = concat_ws(E'\n', nullif(pg_temp.fold_search_text(name), ''), nullif(pg_temp.fold_search_text(email), ''),
                                   nullif(pg_temp.fold_search_text(referral_code), ''))
     where program_id = own_program and not is_organic;
    insert into affiliate_search (program_id, suffix, affiliate_id)
    select distinct own_program, substr(line, start, 32), a.id
      from affiliate a cross join regexp_split_to_table(a.search_text, E'\n') line cross join generate_series(1, length(line) - 2) start
     where a.program_id = own_program and a.search_text is not null;
    update audit_entry set details = pg_temp.without_personal_values(subject_type, details)
     where program_id = own_program and subject_type in ('affiliate', 'tracker', 'tracking_link');
    update affiliate a set number = counted.number
      from (select id, case when is_organic then 0 else row_number() over (partition by is_organic order by id) end as number
              from affiliate where program_id = own_program) counted
     where a.program_id = own_program and a.id = counted.id;
    update program set default_brand_id = (select id from brand where program_id = own_program order by id limit 1) where id = own_program;
  end loop;
end $$;
alter table affiliate alter column number set not null, add unique (program_id, number);

-- ───────────────────────────── coupons ─────────────────────────────

-- A code of the brand's shop that stands for an affiliate.
create table coupon (
  program_id uuid not null references program (id),
  id uuid not null,
  -- Folded like a referral code.
  code text not null,
  affiliate_id uuid not null,
  status text not null default 'active' check (status in ('active', 'inactive', 'archived')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create unique index coupon_code on coupon (program_id, code) where status <> 'archived';
create index coupon_affiliate on coupon (program_id, affiliate_id);

-- ───────────────────────────── events ─────────────────────────────

-- What a page, a server or a gateway reported: every conversion, lead and page view with what became of it. Ids are UUIDv7.
create table event (
  program_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('conversion', 'lead', 'page_view')),
  source text not null check (source in ('api', 'sdk', 'gateway', 'manual')),
  -- recorded: a lead or page view; converted: it became a transaction of its order; the others did not, see reason.
  outcome text not null check (outcome in ('recorded', 'converted', 'unattributed', 'duplicate')),
  reason text,
  -- As sent; the affiliate it was at that time, if any.
  referral_code text,
  affiliate_id uuid,
  order_id text,
  session_id text,
  is_verified boolean not null,
  -- Older than the attribution window when it came.
  is_late boolean not null default false,
  properties json not null,
  device_info json,
  -- Of the visitor, apart from the rest of device_info: it is shortened after a month.
  ip inet,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (program_id, id)
) partition by range (id);
create table event_default partition of event default;
create index event_affiliate on event (program_id, affiliate_id, id);
create index event_order on event (program_id, order_id) where order_id is not null;
create index event_outcome on event (program_id, outcome, id) where outcome in ('unattributed', 'duplicate');
-- Whose address is still whole.
create index event_whole_address on event (program_id, id) where ip is not null and masklen(ip) > case family(ip) when 4 then 24 else 48 end;
create index event_converted on event (program_id, recorded_at) where outcome = 'converted';

-- False: reported by a browser, which anybody can imitate.
alter table transaction add column is_verified boolean not null default true;

-- ───────────────────────────── payouts ─────────────────────────────

-- What an affiliate was paid: payouts that left its account in transit for the bank, less those that came back.
create index ledger_transfer_settled on ledger_transfer (program_id, debit_account_id) where kind = 'payout_settled';
create index ledger_transfer_unsettled on ledger_transfer (program_id, credit_account_id) where kind = 'payout_settled';

-- ───────────────────────────── links of former platforms ─────────────────────────────

-- An address that affiliates published under another platform, and our link that it stands for now.
create table legacy_link (
  program_id uuid not null references program (id),
  id uuid not null,
  -- The query parameter that carried it, or path: the address itself.
  parameter text not null check (parameter in ('btag', 'stag', 'a_aid', 'path')),
  -- Decoded, compared as it is.
  value text not null,
  tracking_link_id uuid not null,
  created_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, parameter, value),
  foreign key (program_id, tracking_link_id) references tracking_link (program_id, id)
);
create index legacy_link_tracking_link on legacy_link (program_id, tracking_link_id);

-- ───────────────────────────── payment gateways ─────────────────────────────

-- A payment gateway that may tell us about payments.
create table gateway (
  program_id uuid not null references program (id),
  -- Which one: the domain knows them (src/domain/gateways/gateways.ts).
  kind text not null,
  is_enabled boolean not null,
  -- What its deliveries are checked with, sealed under keys that are not in the database. Null: nothing.
  secrets bytea,
  allow_metadata boolean not null,
  allow_coupon boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, kind)
);

-- What a gateway delivered, as it came, with what became of it. Refused ones are kept for a while only.
create table gateway_delivery (
  program_id uuid not null,
  id uuid not null,
  gateway text not null,
  -- The gateway's id of what it tells, or the SHA-256 of the body; null for a refused one, whose words count for nothing.
  event_id text,
  event_type text,
  -- applied: see reason for what it came to; ignored: it says nothing that we use; refused: not from the gateway; failed: it could not be applied.
  outcome text not null check (outcome in ('applied', 'ignored', 'refused', 'failed')),
  reason text,
  -- The payment it told of.
  payment_id uuid,
  is_signed boolean not null,
  headers json not null,
  body bytea not null,
  received_at timestamptz not null,
  replays integer not null default 0,
  replayed_at timestamptz,
  primary key (program_id, id)
);
create unique index gateway_delivery_event on gateway_delivery (program_id, gateway, event_id) where event_id is not null;
create index gateway_delivery_outcome on gateway_delivery (program_id, outcome, id);
create index gateway_delivery_payment on gateway_delivery (program_id, payment_id) where payment_id is not null;

-- A payment, of which gateways tell in pieces and in any order: one row, at most one conversion.
create table gateway_payment (
  program_id uuid not null,
  id uuid not null,
  gateway text not null,
  -- named: only its names are known so far; free: nothing was paid; waiting: until wait_until, for an event that says whose it is;
  -- unattributed: recorded as such, a later event may still say it; converted: it is an order.
  state text not null check (state in ('named', 'free', 'waiting', 'unattributed', 'converted')),
  -- The payment as its events tell it together; null while it is only named.
  payment json,
  is_verified boolean not null,
  subscription text,
  -- Whose it is: renewals of its subscription are too.
  affiliate_id uuid,
  wait_until timestamptz,
  -- Of a converted one: what refunds name.
  order_id text,
  brand_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, gateway) references gateway (program_id, kind)
);
create index gateway_payment_affiliate on gateway_payment (program_id, affiliate_id) where affiliate_id is not null;
create index gateway_payment_waiting on gateway_payment (program_id, wait_until) where state = 'waiting';
create index gateway_payment_subscription on gateway_payment (program_id, gateway, subscription) where subscription is not null;

-- What the gateway calls a payment: each name belongs to one.
create table gateway_reference (
  program_id uuid not null,
  gateway text not null,
  reference text not null,
  payment_id uuid not null,
  primary key (program_id, gateway, reference),
  foreign key (program_id, payment_id) references gateway_payment (program_id, id)
);
create index gateway_reference_payment on gateway_reference (program_id, payment_id);

-- Money that a payment lost again. Its id is the external id of the transaction it becomes.
create table gateway_reversal (
  program_id uuid not null,
  gateway text not null,
  id text not null,
  payment_id uuid not null,
  kind text not null check (kind in ('refund', 'chargeback')),
  -- held: the payment is no order (yet); booked: it is a transaction; won: a dispute that gave the money back, to be credited again;
  -- credited: that has been done, or there was nothing to do.
  state text not null check (state in ('held', 'booked', 'won', 'credited')),
  -- Millionths of a major unit.
  value numeric(20, 0) not null check (value > 0),
  currency char(3) not null,
  occurred_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, gateway, id),
  foreign key (program_id, payment_id) references gateway_payment (program_id, id)
);
create index gateway_reversal_payment on gateway_reversal (program_id, payment_id);
create index gateway_reversal_won on gateway_reversal (program_id) where state = 'won';

-- ───────────────────────────── decisions ─────────────────────────────

-- What a step of rejections took away; conversions, those that were refused, and those of pages; what takes a line back; lines that were paid.
create index transaction_removed on transaction (program_id, removed_sequence) where removed_sequence is not null;
create index transaction_sale on transaction (program_id, id) where type = 'sale';
create index transaction_rejected on transaction (program_id, id) where status = 'rejected';
create index transaction_unverified on transaction (program_id, id) where not is_verified;
create index commission_reverses on commission (program_id, reverses_id) where reverses_id is not null;
create index commission_event_paid on commission_event (program_id, commission_id) where kind = 'paid';

-- A refund that ended with its rejected sale is rejected too. Row-level security binds the owner, so each program is entered.
do $$
declare
  own_program uuid;
begin
  for own_program in select id from program loop
    perform set_config('app.program_id', own_program::text, true);
    update transaction set status = 'rejected' where program_id = own_program and removed_sequence is not null and status <> 'rejected';
  end loop;
end $$;

-- ───────────────────────────── reports of browsers ─────────────────────────────

-- External ids of transactions that pages reported, once each. They hold nothing in transaction_key before they are approved: whoever
-- imitates a page must not keep the operator's own report out.
create table claim_key (
  program_id uuid not null,
  brand_id uuid not null,
  external_id text not null,
  content_hash uuid not null,
  recorded_at timestamptz not null,
  primary key (program_id, brand_id, external_id),
  foreign key (program_id, brand_id) references brand (program_id, id)
);
create index claim_key_recorded on claim_key (program_id, recorded_at);
create index transaction_claim on transaction (program_id, brand_id, external_id)
  where not is_verified and applied_sequence is null and external_id is not null;
create index customer_unverified on customer (program_id, id) where not is_verified;

-- ───────────────────────────── clicks on their way ─────────────────────────────

-- A click as the redirect's drain sends it: rows as one array, because an array per column took PostgreSQL longer. A process of an older
-- version may still send this type after a migration: it never changes, a new form of a click is a new type.
create type spooled_click as (
  occurred_at timestamptz, recorded_at timestamptz, click_key uuid, tracking_link_id uuid, affiliate_id uuid, tracker_id uuid, brand_id uuid,
  visitor_id uuid, is_valid boolean, flags text[], ip inet, agent_family text, country text, referring_url text, custom_parameter text,
  sub_ids text, utm text
);

-- ───────────────────────────── limits over several processes ─────────────────────────────

-- Requests of one principal in its current minute. Unlogged: after a crash everybody begins anew.
create unlogged table rate_window (
  principal text primary key,
  started_at timestamptz not null,
  used integer not null
);
create index on rate_window (started_at);

-- ───────────────────────────── row-level security and rights ─────────────────────────────

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['coupon', 'event', 'event_default', 'legacy_link', 'affiliate_search', 'gateway',
    'gateway_delivery', 'gateway_payment', 'gateway_reference', 'gateway_reversal', 'claim_key'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert, update, delete on coupon, rate_window to fairshare_app;
grant select, insert, delete on legacy_link, claim_key, affiliate_search to fairshare_app;
grant select, insert, update, delete on gateway_payment, gateway_reference to fairshare_app;
grant select, insert, update on gateway, gateway_reversal to fairshare_app;
-- What came is not changed, but for a body that names somebody who was erased; refused ones go by and by.
grant select, insert, delete on gateway_delivery to fairshare_app;
grant update (event_id, event_type, outcome, reason, payment_id, is_signed, body, replays, replayed_at) on gateway_delivery to fairshare_app;
grant select, insert on event, event_default to fairshare_app;
-- The columns that say something about a person can be emptied.
grant update (ip, referral_code, properties) on event to fairshare_app;
grant update (referring_url, custom_parameter, sub_ids, utm) on click to fairshare_app;
