-- How the work of every step of a plan stands, for counts: one row a step, without words, files or history. It joins what two areas keep,
-- as they agreed on it in IPlannedWork; the rows are those the reader may see (security_invoker).
create view step_work with (security_invoker = true) as
  select s.organisation_id, m.year, s.measure_id, s.id as step_id, s.unit_id, s.person_id, m.unit_ids, m.person_ids, s.starts_on, s.ends_on,
    coalesce(r.failed, false) as failed, r.done_on is not null as done,
    exists (select 1 from evidence e where e.organisation_id = s.organisation_id and e.measure_id = s.measure_id and e.step_id = s.id and e.withdrawn_at is null) as shown
  from measure_steps s
  join measures m on m.id = s.measure_id and m.removed_at is null
  left join work_results r on r.organisation_id = s.organisation_id and r.measure_id = s.measure_id and r.step_id = s.id;
grant select on step_work to prongsai_web;
