-- An organisation may be suspended: its office is closed, what it published stays readable, nothing is accepted and no clock runs.
alter table organisations add column suspended_at timestamptz, add column suspended_because text, add column packaged_at timestamptz, add column package_sha256 bytea;
alter table organisations add constraint organisations_suspension_says_why check ((suspended_at is null) = (suspended_because is null));

create or replace function add_periodic_jobs(periodic text, round bigint, now timestamptz) returns bigint language sql volatile security definer set search_path = public, pg_temp
as $$
  delete from jobs where kind = periodic and slot is not null and state = 'done' and finished_at < now - interval '7 days';
  with added as (
    insert into jobs (id, organisation_id, kind, arguments, state, created_at, due_at, slot)
    select gen_random_uuid(), o.id, periodic, '{}', 'waiting', now, now, round from organisations o
    where o.suspended_at is null and not exists (select from jobs j where j.organisation_id = o.id and j.kind = periodic and j.slot = round)
    on conflict do nothing
    returning 1)
  select count(*) from added
$$;

-- An organisation goes for good only when it was suspended, and packed after that, so that nothing of it is lost. What no other organisation has
-- of the store is returned, to be deleted there.
create function remove_organisation(leaving uuid) returns setof bytea language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare unshared bytea[];
begin
  if not exists (select from organisations o where o.id = leaving and o.suspended_at is not null and o.packaged_at > o.suspended_at) then
    raise exception 'not suspended and packed' using errcode = 'check_violation';
  end if;
  select coalesce(array_agg(distinct f.sha256), '{}') into unshared from files f
  where f.organisation_id = leaving and not exists (select from files other where other.sha256 = f.sha256 and other.organisation_id <> leaving);
  update accounts a set active = false where exists (select from people p where p.account_id = a.id and p.organisation_id = leaving)
    and not exists (select from people p where p.account_id = a.id and p.organisation_id <> leaving and p.active) and not a.is_installation_administrator;
  -- A look outlives its report; it does not outlive the office.
  delete from informants.looks l where exists (select from informants.reports r where r.id = l.report_id and r.organisation_id = leaving)
    or exists (select from informants.destroyed d where d.report_id = l.report_id and d.organisation_id = leaving);
  delete from organisations o where o.id = leaving;
  return query select unnest(unshared);
end $$;
revoke all on function remove_organisation from public;
grant execute on function remove_organisation to prongsai_web;
