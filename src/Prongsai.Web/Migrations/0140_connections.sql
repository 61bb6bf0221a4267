-- Other systems that are told of deeds of an organisation, and what was told them.
create table webhooks (
  id uuid primary key,
  organisation_id uuid not null,
  address text not null,
  secret text not null,
  kinds text[] not null,
  active boolean not null default true,
  added_at timestamptz not null,
  constraint webhooks_address_is_of_the_web check (address ~ '^https?://' and length(address) <= 2000),
  constraint webhooks_hears_of_something check (cardinality(kinds) between 1 and 100)
);
call scope_to_organisation('webhooks');

create table webhook_deliveries (
  id uuid primary key,
  organisation_id uuid not null,
  webhook_id uuid not null references webhooks on delete cascade,
  kind text not null,
  body text not null,
  state text not null default 'waiting',
  attempts integer not null default 0,
  status integer,
  note text not null default '',
  created_at timestamptz not null,
  delivered_at timestamptz,
  constraint webhook_deliveries_state_is_known check (state in ('waiting', 'delivered', 'given-up'))
);
create index on webhook_deliveries (organisation_id, webhook_id, created_at desc);
call scope_to_organisation('webhook_deliveries');

-- Told of when, and only when, the deed is committed. No person, no reason and no text of the deed leaves the house: kind, subject and time.
create function tell_webhooks() returns trigger language plpgsql
as $$
declare hook record; delivery uuid;
begin
  for hook in select w.id from webhooks w where w.organisation_id = new.organisation_id and w.active and new.kind = any (w.kinds) loop
    delivery := gen_random_uuid();
    insert into webhook_deliveries (id, organisation_id, webhook_id, kind, body, created_at)
    values (delivery, new.organisation_id, hook.id, new.kind,
      json_build_object('id', delivery, 'kind', new.kind, 'subject', json_build_object('type', new.subject_type, 'id', new.subject_id),
        'number', new.number, 'at', to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text, new.at);
    insert into jobs (id, organisation_id, kind, arguments, state, created_at, due_at)
    values (gen_random_uuid(), new.organisation_id, 'deliver-webhook', jsonb_build_object('delivery', delivery), 'waiting', new.at, new.at);
  end loop;
  return null;
end $$;
create trigger tell_webhooks after insert on changes for each row execute function tell_webhooks();

-- The office's own channel in LINE, and who reads notices there. Keys and the ids LINE gives people are sealed.
create table line_channels (
  id uuid primary key,
  organisation_id uuid not null unique,
  channel_secret text not null,
  channel_token text not null,
  kept_at timestamptz not null
);
call scope_to_organisation('line_channels');

create table line_readers (
  id uuid primary key,
  organisation_id uuid not null,
  person_id uuid not null references people on delete cascade,
  code_hash bytea,
  code_until timestamptz,
  line_user text,
  line_user_hash bytea,
  joined_at timestamptz,
  constraint line_readers_one_per_person unique (organisation_id, person_id)
);
call scope_to_organisation('line_readers');

create function send_notice_to_line() returns trigger language plpgsql
as $$
begin
  if exists (select from line_readers r where r.organisation_id = new.organisation_id and r.person_id = new.person_id and r.line_user is not null)
     and exists (select from line_channels c where c.organisation_id = new.organisation_id) then
    insert into jobs (id, organisation_id, kind, arguments, state, created_at, due_at)
    values (gen_random_uuid(), new.organisation_id, 'send-line-notice', jsonb_build_object('notice', new.id), 'waiting', new.created_at, new.created_at);
  end if;
  return null;
end $$;
create trigger send_notice_to_line after insert on notices for each row execute function send_notice_to_line();
