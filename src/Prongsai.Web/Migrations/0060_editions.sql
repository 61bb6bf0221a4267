-- What was put before the public. An edition is never altered or deleted; it can be withdrawn, which keeps its address and says why.

create table editions (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  kind text not null,
  number integer not null,
  title text not null,
  -- json, not jsonb: the fingerprint is of the text as it was written.
  data json not null,
  html text,
  source_id text not null,
  content_sha256 bytea not null,
  reason text,
  published_at timestamptz not null,
  published_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  constraint editions_number_is_unique unique (organisation_id, year, kind, number),
  constraint editions_kind_is_plain check (kind ~ '^[a-z][a-z0-9-]{1,40}$'),
  constraint editions_year_is_buddhist check (year between 2500 and 2700),
  constraint editions_sha256_has_32_bytes check (length(content_sha256) = 32),
  constraint editions_withdrawal_says_who_and_why check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_reason is null) and withdrawn_reason <> '')
);
call scope_to_organisation('editions', 'select, insert');
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on editions to prongsai_web;

-- A withdrawal is said once: neither taken back nor reworded. What is to be public again becomes a new edition.
create function keep_withdrawal() returns trigger language plpgsql as $$ begin raise exception 'a withdrawal is not altered'; end $$;
create trigger keep_withdrawal before update on editions for each row when (old.withdrawn_at is not null) execute function keep_withdrawal();

-- The files of an edition. While it is named here, the row of a file cannot be deleted.
create table edition_files (
  edition_id uuid not null references editions on delete cascade,
  file_id uuid not null references files,
  organisation_id uuid not null,
  sort integer not null,
  primary key (edition_id, file_id)
);
create index edition_files_file on edition_files (file_id);
call scope_to_organisation('edition_files', 'select, insert');
