-- The document check: what was found in a file's bytes, and what people decided not to mend.

create table paper_checks (
  id uuid primary key,
  organisation_id uuid not null,
  file_sha256 bytea not null,
  file_name text not null,
  about_ita boolean not null,
  recognised boolean not null,
  findings jsonb not null,
  rules text not null,
  checked_at timestamptz not null,
  constraint paper_checks_one_per_content unique (organisation_id, file_sha256),
  constraint paper_checks_sha256_has_32_bytes check (length(file_sha256) = 32)
);
create index paper_checks_newest on paper_checks (organisation_id, checked_at desc);
call scope_to_organisation('paper_checks');

-- Without a file it holds for every paper of the organisation. Undone ones stay, with who undid them.
create table finding_dismissals (
  id uuid primary key,
  organisation_id uuid not null,
  file_sha256 bytea,
  finding text not null,
  rule text not null,
  message text not null,
  reason text not null check (length(reason) between 1 and 500),
  dismissed_at timestamptz not null,
  dismissed_by text not null,
  undone_at timestamptz,
  undone_by text
);
create index finding_dismissals_standing on finding_dismissals (organisation_id, finding) where undone_at is null;
-- Two people dismissing at once dismiss once.
create unique index finding_dismissals_once on finding_dismissals (organisation_id, finding, coalesce(file_sha256, ''::bytea)) where undone_at is null;
call scope_to_organisation('finding_dismissals');
