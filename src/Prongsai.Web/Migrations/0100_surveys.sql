-- Surveys. What is kept of an answer has no key in common with who gave it: see docs/adr/0010-survey-answers.md before touching this file.

create table surveys (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  kind text not null,
  title text not null,
  form jsonb not null,
  state text not null,
  entry text not null,
  link text not null,
  opens_on date,
  closes_on date,
  closed_on date,
  scored_on date,
  least smallint not null default 5,
  population integer,
  codes_issued integer not null default 0,
  rulebook_id text,
  rulebook_sha256 text,
  scores jsonb,
  allow_text boolean not null default true,
  constraint surveys_kind_is_known check (kind in ('internal', 'external', 'own', 'service')),
  constraint surveys_state_is_known check (state in ('draft', 'open', 'closed', 'scored')),
  constraint surveys_entry_is_known check (entry in ('codes', 'link', 'either')),
  constraint surveys_show_nothing_of_fewer_than_five check (least between 5 and 1000),
  constraint surveys_link_is_unique unique (organisation_id, link),
  constraint surveys_year_is_buddhist check (year between 2500 and 2700)
);
call scope_to_organisation('surveys');

-- A code that is spent is gone. Nothing says when, or which answer it let in.
create table survey_codes (
  organisation_id uuid not null,
  survey_id uuid not null references surveys on delete cascade,
  hash bytea not null,
  primary key (survey_id, hash)
);
call scope_to_organisation('survey_codes', 'select, insert, delete');

-- That a form was sent, so that sending it twice counts once. The key is a hash of a number the browser was given; it dies within two days.
create table survey_receipts (
  organisation_id uuid not null,
  survey_id uuid not null references surveys on delete cascade,
  hash bytea not null,
  day date not null,
  primary key (survey_id, hash)
);
call scope_to_organisation('survey_receipts', 'select, insert, delete');

-- Answers that wait to be mixed: one row for a survey and period, rewritten with every answer and never longer than twice the least number.
-- The body is sealed with a key that lies outside the database and is destroyed at closing.
create table survey_pools (
  organisation_id uuid not null,
  survey_id uuid not null references surveys on delete cascade,
  period date not null,
  body bytea not null,
  primary key (survey_id, period)
) with (fillfactor = 50);
call scope_to_organisation('survey_pools');

-- Answers that were mixed. While a survey is open, sealed like the pool; at closing all become one block of shuffled rows, readable, with no key left.
create table survey_blocks (
  id uuid primary key,
  organisation_id uuid not null,
  survey_id uuid not null references surveys on delete cascade,
  period date not null,
  is_final boolean not null,
  respondents integer not null,
  paper integer not null,
  hasty integer not null,
  bursts integer not null,
  body bytea not null,
  texts jsonb
);
-- Rows are counted as they are: kept in the page, not packed away.
alter table survey_blocks alter column body set storage plain;
create index survey_blocks_of on survey_blocks (survey_id, period);
call scope_to_organisation('survey_blocks', 'select, insert, delete');
