-- What became of each file the last time its bytes in the store were hashed.

create table file_checks (
  file_id uuid primary key references files on delete cascade,
  organisation_id uuid not null,
  checked_at timestamptz not null,
  -- Null: the bytes are those that were taken in.
  fault text,
  found_at timestamptz,
  constraint file_checks_fault_is_known check (fault in ('missing', 'changed')),
  constraint file_checks_fault_says_since_when check ((fault is null) = (found_at is null))
);
create index file_checks_faults on file_checks (organisation_id) where fault is not null;
call scope_to_organisation('file_checks');
-- A public page says when a file cannot be had.
create trigger touch_public_mark after insert or update of fault or delete on file_checks for each row execute function touch_public_mark();
