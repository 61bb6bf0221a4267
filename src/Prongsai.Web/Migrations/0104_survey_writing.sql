-- The writer of answers commits what came together in a few statements, whatever its organisations: one after another inside each organisation's
-- wall, a national evening costs five statements an answer. These functions are its way past that wall and touch nothing but the rows of the
-- surveys they are told. The organisation is taken from the survey, never from the caller; what they give back is sealed or a hash.

create function survey_receipts_note(asked uuid[], noted bytea[], days date[]) returns table (of_survey uuid, of_hash bytea) language sql volatile security definer set search_path = public, pg_temp
as $$
  -- A survey that is gone has no organisation: the row is refused, and with it the batch.
  insert into survey_receipts as r (organisation_id, survey_id, hash, day)
  select s.organisation_id, x.survey, x.hash, x.day from unnest(asked, noted, days) as x(survey, hash, day) left join surveys s on s.id = x.survey
  order by x.survey, x.hash
  on conflict do nothing returning r.survey_id, r.hash
$$;

create function survey_receipts_drop(asked uuid[], noted bytea[]) returns void language sql volatile security definer set search_path = public, pg_temp
as $$
  delete from survey_receipts r using unnest(asked, noted) as x(survey, hash) where r.survey_id = x.survey and r.hash = x.hash
$$;

create function survey_codes_spend(asked uuid[], spent bytea[]) returns table (of_survey uuid, of_hash bytea) language sql volatile security definer set search_path = public, pg_temp
as $$
  delete from survey_codes c using unnest(asked, spent) as x(survey, hash) where c.survey_id = x.survey and c.hash = x.hash returning c.survey_id, c.hash
$$;

create function survey_codes_give_back(asked uuid[], spent bytea[]) returns void language sql volatile security definer set search_path = public, pg_temp
as $$
  insert into survey_codes (organisation_id, survey_id, hash)
  select s.organisation_id, x.survey, x.hash from unnest(asked, spent) as x(survey, hash) join surveys s on s.id = x.survey
  on conflict do nothing
$$;

create function survey_pools_lock(asked uuid[], months date[]) returns table (of_survey uuid, of_period date, sealed bytea) language sql volatile security definer set search_path = public, pg_temp
as $$
  select p.survey_id, p.period, p.body from survey_pools p join unnest(asked, months) as x(survey, period) on p.survey_id = x.survey and p.period = x.period
  order by p.survey_id, p.period for update of p
$$;

create function survey_pools_open(asked uuid[], months date[]) returns void language sql volatile security definer set search_path = public, pg_temp
as $$
  insert into survey_pools (organisation_id, survey_id, period, body)
  select s.organisation_id, s.id, x.period, '' from unnest(asked, months) as x(survey, period) join surveys s on s.id = x.survey and s.state = 'open' and s.kind = 'service'
  on conflict do nothing
$$;

create function survey_pools_put(asked uuid[], months date[], bodies bytea[]) returns void language sql volatile security definer set search_path = public, pg_temp
as $$
  update survey_pools p set body = x.body from unnest(asked, months, bodies) as x(survey, period, body) where p.survey_id = x.survey and p.period = x.period
$$;

create function survey_blocks_put(ids uuid[], asked uuid[], months date[], counts integer[], bodies bytea[]) returns void language sql volatile security definer set search_path = public, pg_temp
as $$
  insert into survey_blocks (id, organisation_id, survey_id, period, is_final, respondents, paper, hasty, bursts, body)
  select x.id, s.organisation_id, x.survey, x.period, false, x.respondents, 0, 0, 0, x.body
  from unnest(ids, asked, months, counts, bodies) as x(id, survey, period, respondents, body) left join surveys s on s.id = x.survey
$$;

do $$
declare written regprocedure;
begin
  for written in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in
    ('survey_receipts_note', 'survey_receipts_drop', 'survey_codes_spend', 'survey_codes_give_back', 'survey_pools_lock', 'survey_pools_open', 'survey_pools_put', 'survey_blocks_put')
  loop
    execute format('revoke all on function %s from public', written);
    execute format('grant execute on function %s to prongsai_web', written);
  end loop;
end $$;
