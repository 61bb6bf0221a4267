-- The plan of measures of a fiscal year: measures with numbered steps, and the organisation's own additions to the library.

create table measures (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  number integer not null,
  title text not null collate "th-x-icu" check (length(title) between 1 and 500),
  guideline text not null,
  starts_on date not null,
  ends_on date not null,
  budget numeric(14,2),
  output text not null,
  outcome text not null,
  follow_ups text[] not null,
  answers text[] not null,
  unit_ids uuid[] not null,
  person_ids uuid[] not null,
  library_id text,
  carried_from uuid references measures on delete set null,
  removed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  version integer not null,
  constraint measures_number_is_unique unique (organisation_id, year, number),
  constraint measures_year_is_buddhist check (year between 2500 and 2700),
  constraint measures_run_forward check (starts_on <= ends_on),
  constraint measures_budget_is_not_negative check (budget >= 0)
);
call scope_to_organisation('measures');

-- A step keeps its id when the measure is edited, so that evidence stays with it.
create table measure_steps (
  id uuid primary key,
  organisation_id uuid not null,
  measure_id uuid not null references measures on delete cascade,
  number integer not null,
  title text not null check (length(title) between 1 and 1000),
  unit_id uuid references units,
  person_id uuid references people,
  starts_on date not null,
  ends_on date not null,
  constraint measure_steps_run_forward check (starts_on <= ends_on)
);
create index measure_steps_of_measure on measure_steps (measure_id, number);
create index measure_steps_due on measure_steps (organisation_id, ends_on);
call scope_to_organisation('measure_steps');

-- Measures the organisation added to the library, as LibraryMeasure in JSON.
create table library_measures (
  id uuid primary key,
  organisation_id uuid not null,
  content jsonb not null,
  created_at timestamptz not null,
  created_by text not null
);
create index library_measures_of_organisation on library_measures (organisation_id, created_at);
call scope_to_organisation('library_measures');
