-- What the public website is made of: pages, news, people, documents, links. One table, so that one rule says what the public may see.

create table contents (
  id uuid primary key,
  organisation_id uuid not null,
  -- Its number in the organisation, in its address for good: /news/12, /documents/12.
  number integer not null,
  kind text not null,
  section text not null,
  title text not null,
  summary text not null default '',
  body text not null default '',
  state text not null,
  visible_from timestamptz,
  visible_until timestamptz,
  year smallint,
  day date,
  file_id uuid references files,
  alt text not null default '',
  details jsonb not null default '{}',
  sort integer not null default 0,
  version integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  published_at timestamptz,
  constraint contents_number_is_unique unique (organisation_id, number),
  constraint contents_kind_is_known check (kind in ('page', 'news', 'person', 'document', 'link')),
  constraint contents_state_is_known check (state in ('draft', 'published', 'withdrawn')),
  constraint contents_has_a_title check (title <> ''),
  constraint contents_ends_after_it_begins check (visible_until > visible_from),
  constraint contents_year_is_buddhist check (year between 2400 and 2700),
  constraint contents_a_public_person_has_a_basis check (kind <> 'person' or state <> 'published' or coalesce(details ->> 'basis', '') <> '')
);
create unique index contents_one_page_of_a_section on contents (organisation_id, section) where kind = 'page';
create index contents_in_order on contents (organisation_id, kind, section, sort, day desc);
create index contents_file on contents (file_id);
call scope_to_organisation('contents', 'select, insert, update');

-- Every saved state, kept for good; what was can be read again and restored.
create table content_versions (
  content_id uuid not null references contents on delete cascade,
  number integer not null,
  organisation_id uuid not null,
  snapshot jsonb not null,
  at timestamptz not null,
  by text not null,
  reason text,
  primary key (content_id, number)
);
call scope_to_organisation('content_versions', 'select, insert');

-- How the organisation shows itself: colour, cover, and where it can be reached.
create table site_faces (
  organisation_id uuid primary key,
  colour text not null default '#0b5d63',
  cover_file_id uuid references files on delete set null,
  cover_alt text not null default '',
  address text not null default '',
  phone text not null default '',
  emergency_phone text not null default '',
  email text not null default '',
  hours text not null default '',
  map text not null default '',
  facebook text not null default '',
  line text not null default '',
  version integer not null default 1,
  constraint site_faces_colour_is_hex check (colour ~ '^#[0-9a-f]{6}$')
);
call scope_to_organisation('site_faces');

-- Old addresses of a site before this one, and where they lead now.
create table redirects (
  organisation_id uuid not null,
  from_path text not null,
  to_path text not null,
  added_at timestamptz not null,
  primary key (organisation_id, from_path),
  constraint redirects_stay_inside check (from_path like '/%' and to_path like '/%' and to_path not like '//%'),
  constraint redirects_lead_elsewhere check (from_path <> to_path)
);
call scope_to_organisation('redirects');
