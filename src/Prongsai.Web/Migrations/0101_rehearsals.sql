-- Rehearsals of the assessment: the assessor's decision on each item, and what was predicted when.

create table rehearsal_decisions (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  item text not null,
  is_complete boolean not null,
  reason text not null default '',
  decided_by text not null,
  decided_at timestamptz not null,
  constraint rehearsal_decisions_one_for_an_item unique (organisation_id, year, item),
  constraint rehearsal_decisions_refusal_has_a_reason check (is_complete or reason <> '')
);
call scope_to_organisation('rehearsal_decisions');

create table rehearsals (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  scores jsonb not null,
  level text,
  rulebook_id text not null,
  rulebook_sha256 text not null,
  kept_by text not null,
  kept_at timestamptz not null
);
create index rehearsals_of_year on rehearsals (organisation_id, year, kept_at);
call scope_to_organisation('rehearsals', 'select, insert, delete');
