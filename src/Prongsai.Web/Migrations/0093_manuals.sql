-- Manuals of services. The office works on the manual; the public sees editions of it, which are never altered and can be withdrawn.

create table manuals (
  id uuid primary key,
  organisation_id uuid not null,
  -- Its number in the organisation, in its address for good: /services/12.
  number integer not null,
  title text not null collate "th-x-icu",
  unit text not null default '' collate "th-x-icu",
  content jsonb not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  constraint manuals_number_is_unique unique (organisation_id, number),
  constraint manuals_has_a_title check (title <> '')
);
call scope_to_organisation('manuals', 'select, insert, update');

create table manual_editions (
  id uuid primary key,
  manual_id uuid not null references manuals on delete cascade,
  organisation_id uuid not null,
  number integer not null,
  -- Which state of the manual it was made from.
  version integer not null,
  title text not null,
  unit text not null,
  -- json, not jsonb: the fingerprint is of the text as it was written.
  content json not null,
  content_sha256 bytea not null,
  layout text not null,
  layout_version integer not null,
  docx_file_id uuid not null references files,
  pdf_file_id uuid not null references files,
  reason text,
  published_at timestamptz not null,
  published_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  constraint manual_editions_number_is_unique unique (manual_id, number),
  constraint manual_editions_sha256_has_32_bytes check (length(content_sha256) = 32),
  constraint manual_editions_withdrawal_says_who_and_why check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_reason is null) and withdrawn_reason <> '')
);
create index manual_editions_files on manual_editions (docx_file_id, pdf_file_id);
call scope_to_organisation('manual_editions', 'select, insert');
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on manual_editions to prongsai_web;
create trigger keep_withdrawal before update on manual_editions for each row when (old.withdrawn_at is not null) execute function keep_withdrawal();
call shown_to_public('manual_editions');
