-- The items of disclosure (OIT): what was published as the answer to one, and the office's work towards it.

alter table editions
  add column items smallint[] not null default '{}',
  add column summary text not null default '';
alter table editions add constraint editions_item_names_its_items check ((kind like 'item-%') = (cardinality(items) > 0));

-- One per item and year. Nothing of it is public: publishing copies it into an edition.
create table item_works (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  number smallint not null,
  title text not null default '',
  summary text not null default '',
  body text not null default '',
  as_of date,
  links jsonb not null default '[]',
  also smallint[] not null default '{}',
  origin text not null default '',
  version integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  changed_by_id uuid references people on delete set null,
  publish_at timestamptz,
  publish_reason text,
  unit_id uuid references units on delete set null,
  due_on date,
  ticks jsonb not null default '[]',
  checks jsonb not null default '[]',
  checked_at timestamptz,
  confirmed_mark bytea,
  confirmed_at timestamptz,
  confirmed_by text,
  confirmed_by_id uuid references people on delete set null,
  confirmed_words text,
  constraint item_works_one_for_an_item unique (organisation_id, year, number),
  constraint item_works_year_is_buddhist check (year between 2500 and 2700),
  constraint item_works_number_is_one_or_more check (number between 1 and 200),
  constraint item_works_confirmation_says_who_and_why check ((confirmed_mark is null) = (confirmed_at is null) and (confirmed_mark is null) = (confirmed_by is null) and (confirmed_mark is null) = (confirmed_words is null))
);
call scope_to_organisation('item_works');

create table item_work_files (
  work_id uuid not null references item_works on delete cascade,
  file_id uuid not null references files,
  organisation_id uuid not null,
  sort integer not null,
  primary key (work_id, file_id)
);
create index item_work_files_file on item_work_files (file_id);
call scope_to_organisation('item_work_files');
