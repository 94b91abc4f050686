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
  -- Personal data was erased; what finance must keep stays under this row.
  add column erased_at timestamptz,
  -- False: nobody gave a name, and `name` is a stand-in (the referral code).
  add column is_named boolean not null default true;

-- Row-level security binds the owner too, so each program is entered.
do $$
declare
  own_program uuid;
begin
  for own_program in select id from program loop
    perform set_config('app.program_id', own_program::text, true);
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
  foreach tenant_table in array array['coupon', 'event', 'event_default', 'legacy_link'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert, update, delete on coupon, rate_window to fairshare_app;
grant select, insert, delete on legacy_link to fairshare_app;
grant select, insert on event, event_default to fairshare_app;
grant update (ip) on event to fairshare_app;
