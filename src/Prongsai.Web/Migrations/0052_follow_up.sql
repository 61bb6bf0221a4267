-- Follow-up rounds of 6 and 12 months. The calendar opens and closes them; by_hand says otherwise, with a reason.
create table follow_up_rounds (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  kind text not null,
  by_hand text,
  because text not null default '',
  changed_at timestamptz,
  changed_by text not null default '',
  opening_told_at timestamptz,
  closing_told_at timestamptz,
  constraint follow_up_rounds_one_each unique (organisation_id, year, kind),
  constraint follow_up_rounds_kind_is_known check (kind in ('six-months', 'twelve-months')),
  constraint follow_up_rounds_by_hand_is_known check (by_hand in ('open', 'closed')),
  constraint follow_up_rounds_by_hand_says_why check (by_hand is null or because <> '')
);
call scope_to_organisation('follow_up_rounds');

-- What a unit reports of one measure in one round. Measures are named without a foreign key: a report outlives the plan it reports on.
create table round_reports (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  kind text not null,
  measure_id uuid not null,
  unit_id uuid references units,
  state text not null,
  words text not null,
  problems text not null,
  sent_at timestamptz not null,
  sent_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  version integer not null,
  constraint round_reports_one_each unique (organisation_id, year, kind, measure_id),
  constraint round_reports_kind_is_known check (kind in ('six-months', 'twelve-months')),
  constraint round_reports_state_is_known check (state in ('not-started', 'going', 'finished', 'failed'))
);
call scope_to_organisation('round_reports');
