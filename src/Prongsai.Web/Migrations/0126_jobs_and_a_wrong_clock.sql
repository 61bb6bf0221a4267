-- A job that was asked for, or begun, while the clock of the machine was ahead does not wait until that time comes: what bears a time to come is due.
create or replace function take_job(now timestamptz, until timestamptz, kinds text[])
returns table (id uuid, organisation_id uuid) language sql volatile security definer set search_path = public, pg_temp
as $$
  update jobs set state = 'running', attempts = attempts + 1, started_at = now, taken_until = until
  where jobs.id = (
    select j.id from jobs j
    where j.kind = any (kinds)
      and (j.due_at <= now or greatest(j.created_at, j.started_at) > now + interval '5 minutes')
      and (j.state = 'waiting' or (j.state = 'running' and (j.taken_until < now or j.taken_until > now + interval '1 hour')))
    order by j.due_at, j.id limit 1
    for update skip locked)
  returning jobs.id, jobs.organisation_id
$$;
