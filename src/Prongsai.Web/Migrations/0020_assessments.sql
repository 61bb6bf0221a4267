-- Results of the yearly assessment: what was handed in, what a person is making of it, and what was confirmed.

-- A file handed in, and what was read out of it. Nothing here is a result yet.
create table imports (
  id uuid primary key,
  organisation_id uuid not null,
  file_id uuid not null references files,
  file_name text not null,
  state text not null,
  reading jsonb,
  source jsonb,
  took_milliseconds integer,
  created_at timestamptz not null,
  created_by text not null,
  constraint imports_state_is_known check (state in ('waiting', 'read', 'failed'))
);
create index imports_newest on imports (organisation_id, created_at desc);
call scope_to_organisation('imports');

-- Figures a person is checking: read from a paper, typed, or taken from a confirmed result that needs correction.
create table drafts (
  id uuid primary key,
  organisation_id uuid not null,
  import_id uuid references imports on delete cascade,
  part text,
  year smallint not null,
  organisation_read text,
  rulebook_id text not null,
  rulebook_sha256 text not null,
  figures jsonb not null,
  level_read text,
  level text,
  level_place jsonb,
  corrects uuid,
  state text not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  version integer not null,
  constraint drafts_state_is_known check (state in ('open', 'confirmed', 'discarded')),
  constraint drafts_year_is_buddhist check (year between 2500 and 2700)
);
create index drafts_newest on drafts (organisation_id, updated_at desc);
call scope_to_organisation('drafts');

-- A confirmed result. A correction is a new edition; the one before stays and says that it was replaced.
create table assessments (
  id uuid primary key,
  organisation_id uuid not null,
  year smallint not null,
  edition integer not null,
  state text not null,
  rulebook_id text not null,
  rulebook_sha256 text not null,
  level_printed text,
  total numeric(5, 2),
  level text,
  source text not null,
  file_id uuid references files,
  draft_id uuid references drafts on delete set null,
  reason text,
  confirmed_at timestamptz not null,
  confirmed_by text not null,
  constraint assessments_edition_is_unique unique (organisation_id, year, edition),
  constraint assessments_state_is_known check (state in ('current', 'replaced')),
  constraint assessments_source_is_known check (source in ('paper', 'typed', 'correction')),
  constraint assessments_total_is_a_score check (total between 0 and 100),
  constraint assessments_year_is_buddhist check (year between 2500 and 2700)
);
create unique index assessments_one_is_current on assessments (organisation_id, year) where state = 'current';
call scope_to_organisation('assessments');

create table assessment_figures (
  assessment_id uuid not null references assessments on delete cascade,
  target text not null,
  organisation_id uuid not null,
  score numeric(7, 4) not null,
  score_read numeric(7, 4),
  origin text not null,
  place jsonb,
  reason text,
  primary key (assessment_id, target),
  constraint assessment_figures_score_is_a_score check (score between 0 and 100),
  constraint assessment_figures_origin_is_known check (origin in ('read', 'corrected', 'added'))
);
call scope_to_organisation('assessment_figures');
