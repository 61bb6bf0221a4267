-- One row for each place an account is signed in. The cookie names it; ending the row ends the session, wherever the cookie is.
create table account_sessions (
  id uuid primary key,
  account_id uuid not null references accounts on delete cascade,
  way text not null,
  is_strong boolean not null,
  device text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  proven_at timestamptz not null,
  ended_at timestamptz,
  constraint account_sessions_way_is_known check (way in ('password', 'code', 'recovery-code', 'passkey', 'link', 'provider'))
);
create index account_sessions_open on account_sessions (account_id) where ended_at is null;
grant select, insert, update, delete on account_sessions to prongsai_web;

-- Recovery codes: 80 random bits each, only the hash is kept, each works once.
create table account_recovery_codes (
  hash bytea primary key,
  account_id uuid not null references accounts on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz
);
create index on account_recovery_codes (account_id);
grant select, insert, update, delete on account_recovery_codes to prongsai_web;

-- The last time step whose code was taken: the same six digits do not work twice.
alter table accounts add column authenticator_step bigint;

-- Who holds such a role works only in a session that was entered with more than a password.
alter table roles add column demands_second_factor boolean not null default false;

-- Whoever administers one organisation must not take over an account that also works elsewhere; row-level security hides those people.
create function account_works_elsewhere(asked uuid, here uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from people p where p.account_id = asked and p.organisation_id <> here and p.active)
    or exists (select from accounts a where a.id = asked and a.is_installation_administrator)
$$;
revoke all on function account_works_elsewhere from public;
grant execute on function account_works_elsewhere to prongsai_web;
