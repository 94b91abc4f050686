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
