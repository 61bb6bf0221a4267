-- Papers of the middle of the year as they were issued: the plan of measures and the report of what came of them. The bytes that went out are
-- kept; re-issuing gives a further number, never other bytes under the same one.
create table issued_papers (
  id uuid primary key,
  organisation_id uuid not null,
  kind text not null,
  year smallint not null,
  number integer not null,
  layout text not null,
  layout_version integer not null,
  digits text not null,
  content_sha256 bytea not null,
  html text not null,
  docx_file_id uuid not null references files,
  pdf_file_id uuid not null references files,
  note text,
  issued_at timestamptz not null,
  issued_by text not null,
  constraint issued_papers_number_is_unique unique (organisation_id, kind, year, number),
  constraint issued_papers_kind_is_known check (kind in ('measures-plan', 'measures-result')),
  constraint issued_papers_year_is_buddhist check (year between 2500 and 2700),
  constraint issued_papers_sha256_has_32_bytes check (length(content_sha256) = 32)
);
call scope_to_organisation('issued_papers');

-- Words a person put in the place of those of the layout or of the draft, for the result report of a year.
create table report_words (
  organisation_id uuid not null,
  year smallint not null,
  key text not null,
  text text not null check (length(text) between 1 and 4000),
  updated_at timestamptz not null,
  updated_by text not null,
  version integer not null,
  primary key (organisation_id, year, key)
);
call scope_to_organisation('report_words');
