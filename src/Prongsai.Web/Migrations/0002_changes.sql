-- Who, what, why, when: written in the transaction of the thing changed, chained per organisation, never altered.

create table changes (
  id uuid primary key,
  organisation_id uuid not null,
  number bigint not null,
  kind text not null,
  subject_type text not null,
  subject_id text not null,
  actor_id uuid,
  actor text not null,
  at timestamptz not null,
  reason text,
  data json not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint changes_kind_is_noun_past check (kind ~ '^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$'),
  constraint changes_number_is_unique unique (organisation_id, number)
);
create index changes_subject on changes (organisation_id, subject_type, subject_id, number);
create index changes_at on changes (organisation_id, at desc);
call scope_to_organisation('changes', 'select, insert');

-- What a link of the chain is made of: every field as its length in bytes, a colon and its text, so no two changes write the same bytes.
-- Prongsai.Web.Platform.Changes.ChangeHash computes the same in C#; a test holds the two together.
create function change_hash(c changes) returns bytea language sql stable
as $$
  select sha256(convert_to(string_agg(octet_length(field) || ':' || field, '' order by place), 'UTF8'))
  from unnest(array[
    c.organisation_id::text, c.number::text, c.id::text, c.kind, c.subject_type, c.subject_id,
    coalesce(c.actor_id::text, ''), c.actor, (extract(epoch from c.at) * 1000000)::bigint::text,
    coalesce(c.reason, ''), c.data::text, encode(c.previous_hash, 'hex')]) with ordinality as f (field, place)
$$;

-- The number and the hashes are the database's to set, whoever inserts. The lock makes writers of one organisation wait for each other's commit.
create function chain_change() returns trigger language plpgsql
as $$
begin
  perform pg_advisory_xact_lock(4711, hashtext(new.organisation_id::text));
  select c.number + 1, c.hash into new.number, new.previous_hash
  from changes c where c.organisation_id = new.organisation_id order by c.number desc limit 1;
  if not found then
    new.number := 1;
    new.previous_hash := decode(repeat('00', 32), 'hex');
  end if;
  new.hash := change_hash(new);
  return new;
end $$;
create trigger chain_change before insert on changes for each row execute function chain_change();
