-- Work that comes round by the clock: one job per organisation and slot, however many processes ask for it.
alter table jobs add column slot bigint;
create unique index jobs_one_per_slot on jobs (organisation_id, kind, slot) where slot is not null;

-- The worker sees the rows of no organisation, so it asks for the round here. Finished rounds are forgotten after a week.
create function add_periodic_jobs(periodic text, round bigint, now timestamptz) returns bigint language sql volatile security definer set search_path = public, pg_temp
as $$
  delete from jobs where kind = periodic and slot is not null and state = 'done' and finished_at < now - interval '7 days';
  with added as (
    insert into jobs (id, organisation_id, kind, arguments, state, created_at, due_at, slot)
    select gen_random_uuid(), o.id, periodic, '{}', 'waiting', now, now, round from organisations o
    where not exists (select from jobs j where j.organisation_id = o.id and j.kind = periodic and j.slot = round)
    on conflict do nothing
    returning 1)
  select count(*) from added
$$;
revoke all on function add_periodic_jobs from public;
grant execute on function add_periodic_jobs to prongsai_web;

-- What the product tells one person. Text without personal data; where it leads says the rest to who may see it.
create table notices (
  id uuid primary key,
  organisation_id uuid not null,
  person_id uuid not null references people on delete cascade,
  text text not null,
  href text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  constraint notices_href_is_ours check (href like '/%' and href not like '//%')
);
create index notices_of_person on notices (person_id, created_at desc);
create index notices_unread on notices (person_id) where read_at is null;
call scope_to_organisation('notices');
