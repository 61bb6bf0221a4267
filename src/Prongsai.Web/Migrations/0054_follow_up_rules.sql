-- When reports of a round are due, how long late ones are taken, and from when evidence counts as back-dated. A row holds from its fiscal
-- year on, until a later one; years before keep the days by which they were judged.
create table follow_up_rules (
  id uuid primary key,
  organisation_id uuid not null,
  from_year smallint not null,
  due_after integer not null,
  taken_for integer not null,
  back_dated_after integer not null,
  because text not null check (length(because) between 1 and 500),
  changed_at timestamptz not null,
  changed_by text not null,
  version integer not null,
  constraint follow_up_rules_one_each unique (organisation_id, from_year),
  constraint follow_up_rules_year_is_buddhist check (from_year between 2500 and 2700),
  constraint follow_up_rules_days_are_sensible check (due_after between 1 and 90 and taken_for between 0 and 180 and back_dated_after between 0 and 365)
);
call scope_to_organisation('follow_up_rules');
