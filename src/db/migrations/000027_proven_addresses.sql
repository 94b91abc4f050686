-- Addresses that operators' people want to have: one takes the place of the old one when the link that was mailed to it is followed.
create table operator_address_change (
  token_hash bytea primary key,
  operator_user_id uuid not null references operator_user (id),
  email text not null,
  email_folded text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index operator_address_change_user on operator_address_change (operator_user_id);

grant select, insert, delete on operator_address_change to fairshare_app;
grant update (used_at) on operator_address_change to fairshare_app;

-- Anybody may name a host for a portal: it is that portal's once DNS has shown whose it is.
alter table portal_host
  add column checked_at timestamptz,
  add column verified_at timestamptz;
alter table portal_host drop constraint portal_host_pkey;
alter table portal_host drop constraint portal_host_program_id_key;
alter table portal_host add primary key (program_id);
create unique index portal_host_verified on portal_host (host) where verified_at is not null;
