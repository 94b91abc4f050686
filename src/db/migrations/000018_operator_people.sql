-- People of operators: who they are, what they may do, how they sign in; and the mails that go out. All of it over all programs, so these
-- are reference tables like session (000001).

-- Who is there already made the operator, or was made by its owner on the command line.
alter table operator_user
  add column name text not null default '',
  add column role text not null default 'owner' check (role in ('owner', 'admin', 'manager', 'finance', 'viewer')),
  -- Every program of the operator, those to come as well; otherwise those of operator_user_program.
  add column all_programs boolean not null default true,
  add column locale text check (locale in ('en', 'pt-BR', 'es')),
  add column password_changed_at timestamptz,
  -- Long enough to stand alone, without a second factor.
  add column password_is_long boolean not null default false,
  -- The secret of the authenticator app; one that has not been confirmed by a code is not in force.
  add column sealed_totp bytea,
  add column sealed_new_totp bytea,
  -- The time step of the last code that was used: each works once.
  add column totp_last_step bigint,
  add column updated_at timestamptz not null default now(),
  add check (role <> 'owner' or all_programs);
create index operator_user_operator on operator_user (operator_id, id);

create table operator_user_program (
  operator_user_id uuid not null references operator_user (id),
  program_id uuid not null references program (id),
  primary key (operator_user_id, program_id)
);

alter table session
  add column id uuid not null unique default gen_random_uuid(),
  add column last_seen_at timestamptz,
  -- Where it began: IPv4 address or IPv6 /64, and what the browser calls itself.
  add column network text,
  add column agent text,
  -- Until when nothing but the second factor is asked for; null: complete.
  add column challenge_until timestamptz,
  add column challenge_tries integer not null default 0,
  -- When somebody last proved who they are; and when with a second factor.
  add column fresh_at timestamptz,
  add column second_factor_at timestamptz;
create index session_of_user on session (operator_user_id, created_at);
create index session_expiry on session (expires_at);

create table operator_recovery_code (
  operator_user_id uuid not null references operator_user (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (operator_user_id, code_hash)
);

create table passkey (
  id uuid primary key,
  operator_user_id uuid not null references operator_user (id),
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_user on passkey (operator_user_id, id);

-- What a passkey has to sign: once, soon, and for one purpose. Null user: a sign-in, where the passkey says who it is.
create table passkey_challenge (
  challenge text primary key,
  operator_user_id uuid references operator_user (id),
  expires_at timestamptz not null
);

create table invitation (
  id uuid primary key,
  operator_id uuid not null references operator (id),
  email text not null,
  email_folded text not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'finance', 'viewer')),
  -- Null: every program of the operator.
  program_ids uuid[],
  token_hash bytea not null unique,
  -- The program in which it was made, where the audit tells of it and where the session begins.
  program_id uuid not null references program (id),
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
create index invitation_operator on invitation (operator_id, id);

create table password_reset (
  token_hash bytea primary key,
  operator_user_id uuid not null references operator_user (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_reset_user on password_reset (operator_user_id);

-- Failed sign-ins in a row, of operators' and affiliates' people. The account by the hash of its name, whether it exists or not. Without a
-- network: the account's own count.
create table sign_in_failure (
  account_hash bytea not null,
  network text not null default '',
  failures integer not null,
  window_started_at timestamptz not null,
  not_before timestamptz,
  primary key (account_hash, network)
);
create index sign_in_failure_age on sign_in_failure (window_started_at);

-- Browsers that have signed in to an account: strangers who guess its password do not lock them out.
create table known_device (
  token_hash bytea not null,
  account_hash bytea not null,
  last_used_at timestamptz not null,
  primary key (token_hash, account_hash)
);
create index known_device_age on known_device (last_used_at);

-- Mails that wait, and those that went. Written in the transaction of what they tell.
create table mail (
  id uuid primary key,
  operator_id uuid references operator (id),
  program_id uuid references program (id),
  -- Of mails to operators' people: whose eyes it is for.
  operator_user_id uuid references operator_user (id),
  recipient text not null,
  template text not null,
  locale text not null check (locale in ('en', 'pt-BR', 'es')),
  subject text not null,
  -- What the template says it with. Sealed, links that open accounts are in it; null once it has gone.
  sealed_words bytea,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  check (operator_id is not null or program_id is not null)
);
create index mail_due on mail (next_at) where state = 'waiting';
create index mail_program on mail (program_id, id);
create index mail_operator on mail (operator_id, id);

grant select, insert, delete on operator_user_program, operator_recovery_code, passkey, passkey_challenge, password_reset, sign_in_failure, known_device, mail to fairshare_app;
grant select, insert on invitation to fairshare_app;
grant update (used_at) on operator_recovery_code, password_reset to fairshare_app;
grant update (counter, name, last_used_at) on passkey to fairshare_app;
grant update (accepted_at, withdrawn_at, token_hash, expires_at) on invitation to fairshare_app;
grant update (failures, window_started_at, not_before) on sign_in_failure to fairshare_app;
grant update (last_used_at) on known_device to fairshare_app;
grant update (sealed_words, state, attempts, next_at, last_error, sent_at) on mail to fairshare_app;
