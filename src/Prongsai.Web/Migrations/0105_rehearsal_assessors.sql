-- Which unit plays the assessor in a year's rehearsal, and which one on the items the first owns. Without a row: whoever has the permission and
-- is not of the unit that owns the item.
create table rehearsal_assessors (
  organisation_id uuid not null,
  year smallint not null,
  unit_id uuid not null references units on delete cascade,
  second_unit_id uuid references units on delete set null,
  assigned_by text not null,
  assigned_at timestamptz not null,
  primary key (organisation_id, year),
  constraint rehearsal_assessors_are_two_units check (second_unit_id <> unit_id)
);
call scope_to_organisation('rehearsal_assessors');

-- The unit whose person decided, by its name on that day; empty where the person is of none.
alter table rehearsal_decisions add column decided_unit text not null default '';

-- Who could play the assessor in every rehearsal may now say who plays it.
update roles set permissions = permissions || '{rehearsal.assign}' where 'rehearsal.assess' = any(permissions) and not 'rehearsal.assign' = any(permissions);
