-- Everything public, cut into words by us (PostgreSQL has no Thai parser). Written in the transaction of the deed that shows or hides a thing.

create extension if not exists pg_trgm;

create table search_entries (
  organisation_id uuid not null,
  source text not null,
  source_id text not null,
  kind text not null,
  title text not null,
  address text not null,
  text text not null,
  words text[] not null,
  year smallint,
  at timestamptz not null,
  visible_from timestamptz,
  visible_until timestamptz,
  primary key (organisation_id, source, source_id)
);
create index search_entries_words on search_entries using gin (array_to_tsvector(words));
create index search_entries_title on search_entries using gin (title gin_trgm_ops);
call scope_to_organisation('search_entries');

-- Row-level security lets no index answer a question whose operator could leak a row, so the question is asked here, with the same rule in
-- the function itself. Work is bounded: of more than 2,000 finds the newest are ranked.
create function search_public(question tsquery, plain text, now timestamptz, of_kind text, of_year smallint)
returns table (source text, source_id text, score real) language sql stable security definer set search_path = public, pg_temp
as $$
  select e.source, e.source_id, (case when e.title ilike '%' || plain || '%' then 2 else 0 end + case when array_to_tsvector(regexp_split_to_array(lower(e.title), '\s+')) @@ question then 1 else 0 end)::real
  from (select s.* from search_entries s
        where s.organisation_id = current_organisation() and array_to_tsvector(s.words) @@ question
          and (of_kind is null or s.kind = of_kind) and (of_year is null or s.year = of_year)
          and (s.visible_from is null or s.visible_from <= now) and (s.visible_until is null or s.visible_until > now)
        limit 2000) e
  order by 3 desc, e.at desc
$$;
revoke all on function search_public from public;
grant execute on function search_public to prongsai_web;

-- Spelled wrongly: titles that look alike.
create function search_alike(plain text, now timestamptz, of_kind text, of_year smallint)
returns table (source text, source_id text, score real) language sql stable security definer set search_path = public, pg_temp set pg_trgm.word_similarity_threshold = 0.45
as $$
  select s.source, s.source_id, word_similarity(plain, s.title)
  from search_entries s
  where s.organisation_id = current_organisation() and plain <% s.title
    and (of_kind is null or s.kind = of_kind) and (of_year is null or s.year = of_year)
    and (s.visible_from is null or s.visible_from <= now) and (s.visible_until is null or s.visible_until > now)
  order by 3 desc limit 20
$$;
revoke all on function search_alike from public;
grant execute on function search_alike to prongsai_web;

-- An edition that is withdrawn leaves at once; one that is published is read into the search by a job of the same transaction.
create function index_edition() returns trigger language plpgsql as $$
begin
  if new.withdrawn_at is not null then
    delete from search_entries where source = 'edition' and source_id = new.id::text;
  end if;
  insert into jobs (id, organisation_id, kind, arguments, state, created_at, due_at)
  values (gen_random_uuid(), new.organisation_id, 'index-editions', '{}', 'waiting', new.published_at, new.published_at);
  return null;
end $$;
create trigger index_edition after insert or update on editions for each row execute function index_edition();
