-- What was done of a plan, and what shows it. Rows name measures and steps by id without a foreign key: a step taken out of a plan, or a
-- plan's measure withdrawn, must not take along what was done and shown for it.

-- step_id is null for what is said of the measure as a whole.
create table work_results (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  measure_id uuid not null,
  step_id uuid,
  step_title text not null default '',
  done_on date,
  failed boolean not null default false,
  quantity numeric(14,2),
  quantity_unit text not null default '',
  note text not null default '',
  result text not null default '',
  output text not null default '',
  outcome text not null default '',
  suggestion text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  version integer not null,
  constraint work_results_one_each unique nulls not distinct (organisation_id, measure_id, step_id),
  constraint work_results_quantity_is_not_negative check (quantity >= 0),
  constraint work_results_failed_is_not_done check (not (failed and done_on is not null))
);
create index work_results_of_year on work_results (organisation_id, year);
call scope_to_organisation('work_results');

-- Evidence is never deleted: a piece that is withdrawn stays as a line with the reason.
create table evidence (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  measure_id uuid not null,
  step_id uuid,
  kind text not null,
  title text not null check (length(title) between 1 and 300),
  address text not null default '',
  file_id uuid references files,
  preview_file_id uuid references files,
  effective_on date not null,
  received_at timestamptz not null,
  received_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_because text,
  version integer not null,
  constraint evidence_kind_is_known check (kind in ('file', 'link', 'record')),
  constraint evidence_has_what_its_kind_needs check ((kind = 'file') = (file_id is not null) and (kind = 'file') = (address = '')),
  constraint evidence_withdrawal_says_why check (withdrawn_at is null or withdrawn_because <> '')
);
create index evidence_of_measure on evidence (organisation_id, measure_id, step_id);
create index evidence_of_year on evidence (organisation_id, year);
call scope_to_organisation('evidence');

-- Files on their way; their bytes lie in the folder of the store until all have come.
create table uploads (
  id uuid primary key,
  organisation_id uuid not null,
  measure_id uuid not null,
  step_id uuid,
  person_id uuid not null references people on delete cascade,
  name text not null,
  size bigint not null check (size > 0),
  title text not null default '',
  effective_on date not null,
  created_at timestamptz not null,
  touched_at timestamptz not null
);
create index uploads_touched on uploads (organisation_id, touched_at);
call scope_to_organisation('uploads');
