-- How long things are kept that no law wants kept, where the office decided otherwise than usual; with its reason.
create table retention_rules (
  organisation_id uuid not null,
  kind text not null,
  months smallint not null,
  reason text not null,
  changed_at timestamptz not null,
  primary key (organisation_id, kind),
  constraint retention_rules_months_are_possible check (months between 1 and 600),
  constraint retention_rules_say_why check (reason <> '')
);
call scope_to_organisation('retention_rules');
alter table people add column erased_at timestamptz;

-- Tokens for programs: only the hash is kept; what a token may read is named, and it ends.
create table api_tokens (
  id uuid primary key,
  organisation_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  hash bytea not null unique check (length(hash) = 32),
  scopes text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_tokens_may_do_something check (cardinality(scopes) > 0)
);
call scope_to_organisation('api_tokens');

-- A token says whose it is before anything else is known of the caller.
create function find_api_token(asked bytea, now timestamptz) returns table (id uuid, organisation_id uuid, scopes text[]) language sql stable security definer set search_path = public, pg_temp
as $$
  select t.id, t.organisation_id, t.scopes from api_tokens t join organisations o on o.id = t.organisation_id
  where t.hash = asked and t.revoked_at is null and t.expires_at > now and o.suspended_at is null
$$;
revoke all on function find_api_token from public;
grant execute on function find_api_token to prongsai_web;
