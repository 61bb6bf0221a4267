-- The analysis of a year's result. Drafts are computed from the figures each time; only what people decided or wrote is kept.

create table analyses (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  thresholds jsonb not null,
  updated_at timestamptz not null,
  version integer not null,
  constraint analyses_one_per_year unique (organisation_id, year),
  constraint analyses_year_is_buddhist check (year between 2500 and 2700)
);
call scope_to_organisation('analyses');

-- A text a person has written over a draft, with all its versions.
create table analysis_texts (
  organisation_id uuid not null,
  year smallint not null,
  key text not null,
  state jsonb not null,
  updated_at timestamptz not null,
  version integer not null,
  primary key (organisation_id, year, key)
);
call scope_to_organisation('analysis_texts');

-- The organisation's own changes to the advice library, applied in the order of their numbers.
create table advice_changes (
  id uuid primary key,
  organisation_id uuid not null,
  number integer generated always as identity,
  kind text not null,
  advice_id text not null,
  content text,
  piece jsonb,
  active boolean not null default true,
  created_at timestamptz not null,
  created_by text not null,
  constraint advice_changes_kind_is_known check (kind in ('reword', 'add', 'hide'))
);
create index advice_changes_in_order on advice_changes (organisation_id, number);
call scope_to_organisation('advice_changes');

-- A report as it was issued: the content it was drawn from and the bytes that went out. Re-issuing gives these bytes, never new ones.
create table issued_reports (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  number integer not null,
  layout text not null,
  layout_version integer not null,
  digits text not null,
  content_sha256 bytea not null,
  html text not null,
  docx_file_id uuid not null references files,
  pdf_file_id uuid references files,
  assessment_id uuid not null references assessments,
  note text,
  issued_at timestamptz not null,
  issued_by text not null,
  constraint issued_reports_number_is_unique unique (organisation_id, year, number)
);
call scope_to_organisation('issued_reports');
