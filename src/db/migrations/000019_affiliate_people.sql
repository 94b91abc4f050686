-- People of affiliates, and the portal that they sign in to. The rules at the head of 000001 hold here too.

-- Where a program's portal is: /p/{slug}, and a host of its own. Addresses on the internet: unique over all programs.
create table portal_slug (
  slug text primary key check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'),
  program_id uuid not null unique references program (id)
);
create table portal_host (
  host text primary key,
  program_id uuid not null unique references program (id)
);
-- Programs that are there already: the name as far as it is a slug, and what makes it unique.
insert into portal_slug (slug, program_id)
  select case when rank = 1 and base <> '' then base else trim(both '-' from base || '-' || substr(replace(id::text, '-', ''), 25, 8)) end, id
    from (select id, base, row_number() over (partition by base order by id) as rank
            from (select id, trim(both '-' from substr(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 1, 40)) as base from program) named) numbered;

-- What a portal looks like and says; without a row as the program is called.
create table program_portal (
  program_id uuid primary key references program (id),
  title text,
  introduction text,
  terms text,
  -- Of the terms' text: when it last changed.
  terms_changed_at timestamptz,
  -- #rrggbb
  accent_color text check (accent_color ~ '^#[0-9a-f]{6}$'),
  support_email text,
  default_language text not null default 'en' check (default_language in ('en', 'pt-BR', 'es')),
  -- Who signs up is active at once, without waiting for an operator.
  auto_approve boolean not null default false,
  updated_at timestamptz not null
);

create table affiliate_user (
  program_id uuid not null references program (id),
  id uuid not null,
  affiliate_id uuid not null,
  name text not null,
  email text not null,
  email_folded text not null,
  role text not null check (role in ('owner', 'member', 'viewer')),
  -- Beside the role: may change where money goes. Owners may.
  may_change_payouts boolean not null default false,
  language text check (language in ('en', 'pt-BR', 'es')),
  -- bcrypt. Null: none yet.
  password_hash text,
  password_changed_at timestamptz,
  email_verified_at timestamptz,
  -- The secret of the authenticator app; not in force before it was confirmed by a code.
  sealed_totp bytea,
  totp_confirmed_at timestamptz,
  -- The time step of the last code that was used: each works once.
  totp_last_step bigint,
  -- Which terms of the program were accepted, and when.
  terms_sha256 text,
  terms_accepted_at timestamptz,
  disabled_at timestamptz,
  last_signed_in_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, email_folded),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create index affiliate_user_affiliate on affiliate_user (program_id, affiliate_id, id);

create table affiliate_session (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  -- Null: an operator looks at the portal as the affiliate sees it.
  affiliate_user_id uuid,
  -- The operator's actor, of such a session.
  acted_by text,
  token_hash bytea not null,
  network text not null,
  agent text,
  -- Until when nothing but the second factor is asked for; null: complete.
  challenge_until timestamptz,
  challenge_tries integer not null default 0,
  -- When somebody last proved who they are.
  fresh_at timestamptz,
  second_factor_at timestamptz,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (program_id, id),
  unique (program_id, token_hash),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  foreign key (program_id, affiliate_user_id) references affiliate_user (program_id, id),
  check ((affiliate_user_id is null) = (acted_by is not null))
);
create index affiliate_session_user on affiliate_session (program_id, affiliate_user_id, id);
create index affiliate_session_affiliate on affiliate_session (program_id, affiliate_id, id);
create index affiliate_session_expiry on affiliate_session (program_id, expires_at);

-- What a mail asks somebody to follow: single use, by its hash, the newest of its kind only.
create table affiliate_token (
  program_id uuid not null,
  token_hash bytea not null,
  kind text not null check (kind in ('reset', 'email', 'portal')),
  affiliate_id uuid not null,
  affiliate_user_id uuid,
  -- email: the new address. portal: who looks.
  email text,
  acted_by text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (program_id, token_hash),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  foreign key (program_id, affiliate_user_id) references affiliate_user (program_id, id)
);
create index affiliate_token_user on affiliate_token (program_id, affiliate_user_id, kind);
create index affiliate_token_affiliate on affiliate_token (program_id, affiliate_id);
create index affiliate_token_expiry on affiliate_token (program_id, expires_at);

-- Applications whose address is not proven yet: nobody is an affiliate before.
create table affiliate_sign_up (
  program_id uuid not null references program (id),
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
  -- Who recruited the applicant: a referral code, as it came.
  parent_code text,
  terms_sha256 text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, token_hash),
  unique (program_id, email_folded)
);
create index affiliate_sign_up_expiry on affiliate_sign_up (program_id, expires_at);

create table affiliate_invitation (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  token_hash bytea not null,
  email text not null,
  email_folded text not null,
  role text not null check (role in ('owner', 'member', 'viewer')),
  may_change_payouts boolean not null default false,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, token_hash),
  -- A newer one takes its place.
  unique (program_id, affiliate_id, email_folded),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create index affiliate_invitation_expiry on affiliate_invitation (program_id, expires_at);

create table affiliate_recovery_code (
  program_id uuid not null,
  affiliate_user_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (program_id, affiliate_user_id, code_hash),
  foreign key (program_id, affiliate_user_id) references affiliate_user (program_id, id)
);

-- Keys of affiliates for their own data: which program a key speaks for, as api_key_lookup.
create table affiliate_api_key_lookup (
  key_hash bytea primary key,
  program_id uuid not null references program (id),
  affiliate_api_key_id uuid not null
);
create index on affiliate_api_key_lookup (program_id, affiliate_api_key_id);
create table affiliate_api_key (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  name text not null,
  hint text not null,
  access text not null check (access in ('read', 'write')),
  created_by text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create index affiliate_api_key_affiliate on affiliate_api_key (program_id, affiliate_id, id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['program_portal', 'affiliate_user', 'affiliate_session', 'affiliate_token', 'affiliate_sign_up',
    'affiliate_invitation', 'affiliate_recovery_code', 'affiliate_api_key'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert, update, delete on portal_slug, portal_host to fairshare_app;
grant select, insert, update on program_portal to fairshare_app;
grant select, insert, update, delete on affiliate_user, affiliate_session, affiliate_sign_up, affiliate_invitation, affiliate_recovery_code to fairshare_app;
grant select, insert, delete on affiliate_token to fairshare_app;
grant select, insert, delete on affiliate_api_key_lookup to fairshare_app;
grant select, insert, delete on affiliate_api_key to fairshare_app;
grant update (name, last_used_at, revoked_at) on affiliate_api_key to fairshare_app;
