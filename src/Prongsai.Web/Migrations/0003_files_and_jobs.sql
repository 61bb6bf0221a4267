-- Files are kept once by SHA-256 outside the database; a row here says that an organisation has one, and what it called it.
create table files (
  id uuid primary key,
  organisation_id uuid not null,
  sha256 bytea not null,
  size bigint not null,
  name text not null,
  content_type text not null,
  created_at timestamptz not null,
  constraint files_sha256_has_32_bytes check (length(sha256) = 32),
  constraint files_size_is_not_negative check (size >= 0)
);
create index files_sha256 on files (sha256);
call scope_to_organisation('files');
alter table organisations add foreign key (seal_file_id) references files on delete set null;

-- Work that follows a deed, written in its transaction.
create table jobs (
  id uuid primary key,
  organisation_id uuid not null,
  kind text not null,
  arguments jsonb not null,
  state text not null,
  attempts integer not null default 0,
  progress integer not null default 0,
  note text not null default '',
  created_at timestamptz not null,
  due_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  taken_until timestamptz,
  created_by uuid,
  constraint jobs_state_is_known check (state in ('waiting', 'running', 'done', 'failed')),
  constraint jobs_progress_is_a_percentage check (progress between 0 and 100)
);
create index jobs_due on jobs (due_at) where state in ('waiting', 'running');
create index jobs_newest on jobs (organisation_id, created_at desc);
call scope_to_organisation('jobs');

-- The worker serves every organisation, yet sees the rows of none: this hands it one job, and whose it is. Taken for a while, not for
-- ever: a job whose worker died becomes free again.
create function take_job(now timestamptz, until timestamptz, kinds text[])
returns table (id uuid, organisation_id uuid) language sql volatile security definer set search_path = public, pg_temp
as $$
  update jobs set state = 'running', attempts = attempts + 1, started_at = now, taken_until = until
  where jobs.id = (
    select j.id from jobs j
    where j.kind = any (kinds) and j.due_at <= now and (j.state = 'waiting' or (j.state = 'running' and j.taken_until < now))
    order by j.due_at, j.id limit 1
    for update skip locked)
  returning jobs.id, jobs.organisation_id
$$;
revoke all on function take_job from public;
grant execute on function take_job to prongsai_web;

-- Wakes the worker when a job is committed.
create function announce_job() returns trigger language plpgsql as $$ begin notify prongsai_jobs; return null; end $$;
create trigger announce_job after insert or update of state on jobs for each statement execute function announce_job();

-- The worked example goes in one act, its changes too, which the web's role could not delete. Nothing else can be removed this way.
-- What remains to be deleted are the files no other organisation has: their names in the store are returned.
create function remove_example(example uuid) returns setof bytea language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare unshared bytea[];
begin
  if not exists (select from organisations o where o.id = example and o.is_example) then
    raise exception 'not an example';
  end if;
  select coalesce(array_agg(distinct f.sha256), '{}') into unshared from files f
  where f.organisation_id = example and not exists (select from files other where other.sha256 = f.sha256 and other.organisation_id <> example);
  delete from organisations o where o.id = example;
  return query select unnest(unshared);
end $$;
revoke all on function remove_example from public;
grant execute on function remove_example to prongsai_web;
