-- The informants' wall: a schema the web's role cannot even name a table of. Owned by the owner, used by its own role alone.
create schema informants;
revoke all on schema informants from public;
grant usage on schema informants to prongsai_informants;
-- Whether and since when an office has opened its protected channel.
create table informants.channels (
  organisation_id uuid primary key references public.organisations on delete cascade,
  opened_at timestamptz not null
);
grant select, insert, update on informants.channels to prongsai_informants;
