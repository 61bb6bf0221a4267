-- One number per organisation that grows in the transaction of every change of what the public may see. Who has drawn a page under a number
-- may show it again as long as the number stands: pages, caches and other processes all ask for it, and nobody has to be told.

create table public_marks (
  organisation_id uuid primary key,
  version bigint not null default 1,
  -- The transaction that last counted up: a thousand rows of one deed count once.
  touched bigint not null default txid_current()
);
call scope_to_organisation('public_marks', 'select');

create function touch_public_mark() returns trigger language plpgsql security definer set search_path = public, pg_temp
as $$
declare changed uuid := coalesce(case when tg_op = 'DELETE' then old.organisation_id else new.organisation_id end);
begin
  update public_marks set version = version + 1, touched = txid_current() where organisation_id = changed and touched <> txid_current();
  -- A row that goes may go with its organisation: then there is nothing left to count.
  if tg_op <> 'DELETE' then
    insert into public_marks (organisation_id) values (changed) on conflict do nothing;
  end if;
  return null;
end $$;

-- Every migration that makes a table of which public pages show something calls this:
--   call shown_to_public('manual_editions');
create procedure shown_to_public(shown regclass) language plpgsql
as $$
begin
  execute format('create trigger touch_public_mark after insert or update or delete on %s for each row execute function touch_public_mark()', shown);
end $$;
revoke all on procedure shown_to_public from public;

call shown_to_public('contents');
call shown_to_public('site_faces');
call shown_to_public('editions');
call shown_to_public('edition_files');

-- Asked before a page is drawn, when no organisation is chosen yet. Says nothing but how often something changed.
create function public_mark(organisation uuid) returns bigint language sql stable security definer set search_path = public, pg_temp
as $$ select coalesce((select version from public_marks where organisation_id = organisation), 0) $$;
revoke all on function public_mark from public;
grant execute on function public_mark to prongsai_web;

-- When something appears or ends by the clock alone.
create function public_moments(organisation uuid) returns setof timestamptz language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct at from (
    select visible_from as at from contents where organisation_id = organisation and state = 'published'
    union all select visible_until from contents where organisation_id = organisation and state = 'published') moments
  where at is not null order by at
$$;
revoke all on function public_moments from public;
grant execute on function public_moments to prongsai_web;
