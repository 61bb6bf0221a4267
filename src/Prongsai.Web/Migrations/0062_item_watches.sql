-- What the monitor found at the public addresses of items: a row for an item and day, a bit for an hour, and a row for each failure.

create table item_watches (
  organisation_id uuid not null,
  year smallint not null,
  number smallint not null,
  day date not null,
  asked integer not null,
  answered integer not null,
  slowest integer not null,
  primary key (organisation_id, year, number, day),
  constraint item_watches_answers_were_asked_for check (answered & ~asked = 0 and asked between 0 and 16777215)
);
call scope_to_organisation('item_watches', 'select, insert, update');

create table item_failures (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  number smallint not null,
  at timestamptz not null,
  status smallint,
  why text not null
);
create index item_failures_of_year on item_failures (organisation_id, year, at);
call scope_to_organisation('item_failures', 'select, insert');
