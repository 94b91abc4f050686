-- Managing affiliates, and the media that they publish. The rules at the head of 000001 hold here too.

-- ───────────────────────────── affiliates ─────────────────────────────

alter table affiliate
  -- What lists are sorted by: the beginning of the folded name, or of what stands for it.
  add column sort_name text collate "C" not null default '';

do $$
declare
  own_program uuid;
begin
  for own_program in select id from program loop
    perform set_config('app.program_id', own_program::text, true);
    update affiliate set sort_name = left(split_part(search_text, E'\n', 1), 64) where program_id = own_program and search_text is not null;
  end loop;
end $$;

create index affiliate_sort_name on affiliate (program_id, sort_name, id);
create index affiliate_status on affiliate (program_id, status, id);
create index affiliate_group_members on affiliate (program_id, group_id, id) where group_id is not null;
create index affiliate_country on affiliate (program_id, country, id) where country is not null;
create index affiliate_children on affiliate (program_id, parent_affiliate_id, id) where parent_affiliate_id is not null;
create index tracker_affiliate on tracker (program_id, affiliate_id, id);
create index tracking_link_tracker on tracking_link (program_id, tracker_id, id);

-- An application's yes, a stop and its end: who, when and why. Only ever added to; reasons go with a person that is erased.
create table affiliate_decision (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  kind text not null check (kind in ('approved', 'suspended', 'reactivated')),
  reason text,
  actor text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create index affiliate_decision_affiliate on affiliate_decision (program_id, affiliate_id, id);

-- What the operator's people tell each other about an affiliate. It never sees them.
create table affiliate_note (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  body text not null,
  author text not null,
  created_at timestamptz not null,
  archived_by text,
  archived_at timestamptz,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  check ((archived_by is null) = (archived_at is null))
);
create index affiliate_note_affiliate on affiliate_note (program_id, affiliate_id, id);

-- ───────────────────────────── media ─────────────────────────────

-- What affiliates publish a tracking link with: a picture, a text, or a page of its own in a frame.
create table media (
  program_id uuid not null references program (id),
  id uuid not null,
  kind text not null check (kind in ('banner', 'text', 'html5')),
  name text not null,
  -- In its public address: unguessable, and never another's.
  key uuid not null,
  -- Null: of every brand.
  brand_id uuid,
  product_id uuid,
  status text not null default 'active' check (status in ('active', 'inactive', 'archived')),
  -- False: for those in media_audience.
  is_for_all boolean not null default true,
  -- A text's words, or what stands for a banner where it is not seen.
  words text,
  -- Where its links lead that have no page of their own. Null: the product's or the brand's page.
  landing_page_url text,
  width integer check (width between 1 and 10000),
  height integer check (height between 1 and 10000),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, key),
  foreign key (program_id, brand_id) references brand (program_id, id),
  foreign key (program_id, product_id) references product (program_id, id),
  check (kind = 'text' or (width is not null and height is not null)),
  check (kind <> 'text' or words is not null)
);
create index media_status on media (program_id, status, id);
create index media_brand on media (program_id, brand_id, id) where brand_id is not null;

-- The bytes of a banner or of an HTML5 page. Apart from what lists read.
create table media_file (
  program_id uuid not null,
  media_id uuid not null,
  content bytea not null check (octet_length(content) between 1 and 2097152),
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/html')),
  sha256 bytea not null check (octet_length(sha256) = 32),
  created_at timestamptz not null,
  primary key (program_id, media_id),
  foreign key (program_id, media_id) references media (program_id, id)
);

-- Whom a medium is for that is not for all: groups and affiliates.
create table media_audience (
  program_id uuid not null,
  media_id uuid not null,
  -- The id of a group or an affiliate.
  member_id uuid not null,
  kind text not null check (kind in ('group', 'affiliate')),
  primary key (program_id, media_id, member_id),
  foreign key (program_id, media_id) references media (program_id, id)
);
create index media_audience_member on media_audience (program_id, member_id, media_id);

create index tracking_link_media on tracking_link (program_id, media_id, id) where media_id is not null;

-- ───────────────────────────── row-level security and rights ─────────────────────────────

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['affiliate_decision', 'affiliate_note', 'media', 'media_file', 'media_audience'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert on affiliate_decision to fairshare_app;
grant update (reason) on affiliate_decision to fairshare_app;
grant select, insert, delete on affiliate_note to fairshare_app;
grant update (archived_by, archived_at) on affiliate_note to fairshare_app;
grant select, insert, update on media to fairshare_app;
grant select, insert, update, delete on media_file to fairshare_app;
grant select, insert, delete on media_audience to fairshare_app;
