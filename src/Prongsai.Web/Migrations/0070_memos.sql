-- Memoranda, the chains they go through, who acts for whom, and the decisions, each bound to the SHA-256 of what was decided on.

-- The key by which decisions are signed belongs to the installation. The private half is sealed by Data Protection.
create table signing_keys (
  id uuid primary key,
  public_key bytea not null,
  sealed_private_key text not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
create unique index signing_keys_one_in_use on signing_keys ((true)) where retired_at is null;
grant select, insert on signing_keys to prongsai_web;

create table memo_settings (
  organisation_id uuid primary key,
  garuda_file_id uuid references files,
  garuda_width_px integer not null default 0,
  garuda_height_px integer not null default 0
);
call scope_to_organisation('memo_settings');

-- The code before the running number (ที่ สต 32301/12) of a department, and the last number given in a calendar year.
create table memo_codes (
  unit_id uuid primary key references units on delete cascade,
  organisation_id uuid not null,
  code text not null check (length(code) between 1 and 40)
);
call scope_to_organisation('memo_codes');

create table memo_registers (
  organisation_id uuid not null,
  unit_id uuid not null references units,
  year smallint not null,
  last_number integer not null,
  primary key (unit_id, year),
  constraint memo_registers_year_is_buddhist check (year between 2500 and 2700)
);
call scope_to_organisation('memo_registers');

create table approval_chains (
  id uuid primary key,
  organisation_id uuid not null,
  name text not null collate "th-x-icu" check (length(name) between 1 and 120),
  steps jsonb not null,
  is_usual boolean not null default false,
  removed_at timestamptz,
  created_at timestamptz not null
);
call scope_to_organisation('approval_chains');

-- รักษาราชการแทน and ปฏิบัติราชการแทน: who, for which post, by which order, from when until when.
create table acting_appointments (
  id uuid primary key,
  organisation_id uuid not null,
  kind text not null,
  post text not null collate "th-x-icu" check (length(post) between 1 and 120),
  person_id uuid not null references people,
  order_number text not null check (length(order_number) between 1 and 80),
  starts_on date not null,
  ends_on date,
  ended_because text,
  created_at timestamptz not null,
  constraint acting_kind_is_known check (kind in ('acting', 'on-behalf')),
  constraint acting_runs_forward check (ends_on is null or starts_on <= ends_on)
);
create index acting_of_post on acting_appointments (organisation_id, post, starts_on);
call scope_to_organisation('acting_appointments');

create table drawn_signatures (
  person_id uuid primary key references people on delete cascade,
  organisation_id uuid not null,
  file_id uuid not null references files,
  width_px integer not null,
  height_px integer not null
);
call scope_to_organisation('drawn_signatures');

create table memos (
  id uuid primary key,
  organisation_id uuid not null,
  template_id text not null,
  layout_version integer not null,
  unit_id uuid not null references units,
  author_id uuid not null references people,
  subject text not null collate "th-x-icu",
  addressee text not null,
  sections jsonb not null,
  code text,
  number_year smallint,
  number integer,
  dated_on date,
  state text not null,
  round integer not null default 0,
  chain_name text not null default '',
  content_sha256 bytea,
  verify_code text unique,
  verify_address text,
  head jsonb,
  issued_file_id uuid references files,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  sent_at timestamptz,
  closed_at timestamptz,
  constraint memos_state_is_known check (state in ('draft', 'sent', 'returned', 'withdrawn', 'approved')),
  constraint memos_number_is_unique unique (organisation_id, unit_id, number_year, number),
  constraint memos_number_is_whole check ((number is null) = (number_year is null) and (number is null) = (dated_on is null)),
  constraint memos_sent_ones_have_a_number_and_a_fingerprint check (state = 'draft' or (number is not null and content_sha256 is not null and verify_code is not null and head is not null)),
  constraint memos_sha256_has_32_bytes check (length(content_sha256) = 32)
);
create index memos_newest on memos (organisation_id, updated_at desc);
create index memos_of_author on memos (author_id);
call scope_to_organisation('memos');

-- A number that was given is not taken back and not changed.
create function keep_memo_number() returns trigger language plpgsql as $$ begin raise exception 'the number of a memorandum is kept'; end $$;
create trigger keep_memo_number before update on memos for each row
  when (old.number is not null and (new.number is distinct from old.number or new.number_year is distinct from old.number_year or new.unit_id is distinct from old.unit_id or new.code is distinct from old.code))
  execute function keep_memo_number();

create table memo_enclosures (
  id uuid primary key,
  organisation_id uuid not null,
  memo_id uuid not null references memos on delete cascade,
  sort integer not null,
  title text not null check (length(title) between 1 and 300),
  file_id uuid not null references files,
  source text,
  source_id text
);
create index memo_enclosures_of_memo on memo_enclosures (memo_id, sort);
create index memo_enclosures_file on memo_enclosures (file_id);
call scope_to_organisation('memo_enclosures');

-- A step of a round. What was decided is never altered; it can be made void, which is seen.
create table memo_steps (
  id uuid primary key,
  organisation_id uuid not null,
  memo_id uuid not null references memos on delete cascade,
  round integer not null,
  stage integer not null,
  sort integer not null,
  post text not null,
  person_id uuid not null references people,
  own_position text not null,
  acting_id uuid references acting_appointments,
  acting_kind text,
  acting_order text,
  skip text not null,
  is_final boolean not null,
  state text not null,
  decided_at timestamptz,
  decided_by uuid references people,
  remark text,
  content_sha256 bytea,
  signature bytea,
  key_id uuid references signing_keys,
  drawn_file_id uuid references files,
  drawn_width_px integer not null default 0,
  drawn_height_px integer not null default 0,
  scan_file_id uuid references files,
  void_because text,
  constraint memo_steps_state_is_known check (state in ('waiting', 'open', 'agreed', 'refused', 'returned', 'skipped', 'void')),
  constraint memo_steps_skip_is_known check (skip in ('nobody', 'author', 'next')),
  constraint memo_steps_place_is_unique unique (memo_id, round, sort),
  constraint memo_steps_decision_is_signed check (state not in ('agreed', 'refused', 'returned') or (decided_at is not null and decided_by is not null and content_sha256 is not null and signature is not null and key_id is not null)),
  constraint memo_steps_refusal_says_why check (state not in ('refused', 'returned') or length(remark) > 0)
);
create index memo_steps_waiting on memo_steps (person_id) where state = 'open';
call scope_to_organisation('memo_steps');
create function keep_decision() returns trigger language plpgsql as $$ begin raise exception 'a decision is not altered'; end $$;
create trigger keep_decision before update on memo_steps for each row
  when (old.signature is not null and (new.signature is distinct from old.signature or new.content_sha256 is distinct from old.content_sha256 or new.remark is distinct from old.remark
    or new.decided_by is distinct from old.decided_by or new.decided_at is distinct from old.decided_at or (new.state <> old.state and new.state <> 'void')))
  execute function keep_decision();

create table memo_remarks (
  id uuid primary key,
  organisation_id uuid not null,
  memo_id uuid not null references memos on delete cascade,
  position text not null,
  kind text not null,
  text text not null,
  at timestamptz not null
);
create index memo_remarks_of_memo on memo_remarks (memo_id, at);
call scope_to_organisation('memo_remarks', 'select, insert');
