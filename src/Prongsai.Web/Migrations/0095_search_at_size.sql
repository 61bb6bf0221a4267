-- The search at a hundred thousand documents: the index knows the organisation too, every find is ranked, and only the page asked for leaves
-- the database. Titles are compared as the words were cut: digits, case and vowels in their one form.

create extension if not exists btree_gin;

alter table search_entries add column plain text not null default '';
update search_entries set plain = lower(title);
drop index search_entries_words;
drop index search_entries_title;
create index search_entries_words on search_entries using gin (organisation_id, array_to_tsvector(words));
create index search_entries_plain on search_entries using gin (organisation_id, plain gin_trgm_ops);

drop function search_public(tsquery, text, timestamptz, text, smallint);
drop function search_alike(text, timestamptz, text, smallint);

-- Row-level security lets no index answer a question whose operator could leak a row, so the question is asked here, with the same rule in
-- the function itself. First what has the whole question in its title, then what has all its words there, then by date.
create function search_public(question tsquery, asked text, asked_words text[], now timestamptz, of_kind text, of_year smallint, skip integer, take integer)
returns table (source text, source_id text, total bigint) language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off
as $$
  select s.source, s.source_id, count(*) over ()
  from search_entries s
  where s.organisation_id = current_organisation() and array_to_tsvector(s.words) @@ question
    and (of_kind is null or s.kind = of_kind) and (of_year is null or s.year = of_year)
    and (s.visible_from is null or s.visible_from <= now) and (s.visible_until is null or s.visible_until > now)
  order by (strpos(s.plain, asked) > 0) desc, (select bool_and(strpos(s.plain, w) > 0) from unnest(asked_words) w) desc, s.at desc, s.source_id
  offset skip limit take
$$;
revoke all on function search_public from public;
grant execute on function search_public to prongsai_web;

-- Spelled wrongly: titles that look alike.
create function search_alike(asked text, now timestamptz, of_kind text, of_year smallint)
returns table (source text, source_id text, total bigint) language sql stable security definer set search_path = public, pg_temp set pg_trgm.word_similarity_threshold = 0.45 set enable_seqscan = off
as $$
  select s.source, s.source_id, count(*) over ()
  from (select e.source, e.source_id, word_similarity(asked, e.plain) as score
        from search_entries e
        where e.organisation_id = current_organisation() and asked <% e.plain
          and (of_kind is null or e.kind = of_kind) and (of_year is null or e.year = of_year)
          and (e.visible_from is null or e.visible_from <= now) and (e.visible_until is null or e.visible_until > now)
        order by 3 desc limit 20) s
  order by s.score desc
$$;
revoke all on function search_alike from public;
grant execute on function search_alike to prongsai_web;
