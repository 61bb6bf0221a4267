-- Handling of reports, sealed identities, commendations, destruction. As before: words only sealed, what lies open are days and states.
alter table informants.recipients
  add column role text not null default 'handler' check (role in ('handler', 'custodian')),
  -- Named by an order kept in the product: ends with it.
  add column by_order boolean not null default false;
alter table informants.reports
  -- The pair an identity is sealed to under the talk key; its private half is with custodians alone. Null: no custodian was free of the matter.
  add column name_public bytea check (length(name_public) = 32),
  -- Entered by an officer: whoever entered it saw the code, so the informant changes it on first use.
  add column must_change boolean not null default false,
  add column state_on date,
  add column due_on date,
  add column extensions int not null default 0,
  add column finished_on date,
  add column hold boolean not null default false,
  add column merged_into uuid references informants.reports on delete set null;
update informants.reports set state_on = received_on;
alter table informants.reports alter column state_on set not null;
grant update (lookup, talk_for_informant, must_change, desk_public, state_on, due_on, extensions, finished_on, hold, merged_into) on informants.reports to prongsai_informants;
alter table informants.items drop constraint items_side_check;
alter table informants.items add constraint items_side_check check (side in ('informant', 'informant-file', 'office', 'office-file', 'desk', 'content', 'clean', 'name', 'award'));
create index on informants.items (written_on);

-- Who can open the inner seal of an identity: custodians, and a recipient after one of them agreed.
create table informants.name_keys (
  report_id uuid not null references informants.reports on delete cascade,
  recipient_id uuid not null references informants.recipients on delete cascade,
  name_key bytea not null check (length(name_key) = 80),
  primary key (report_id, recipient_id)
);
-- Reasons are sealed twice: to the identity's pair for the custodian, to the desk's for the recipients.
create table informants.name_requests (
  id uuid primary key,
  report_id uuid not null references informants.reports on delete cascade,
  asked_by uuid not null references informants.recipients on delete cascade,
  asked_on date not null,
  reason bytea not null,
  decided_by uuid references informants.recipients on delete set null,
  decided_on date,
  agreed boolean,
  constraint a_decision_is_whole check ((decided_on is null) = (agreed is null))
);
create unique index a_request_waits_once on informants.name_requests (report_id, asked_by) where decided_on is null;
-- What is left of a destroyed report: that there was one. Holders are those who had a key, and alone see the line.
create table informants.destroyed (
  report_id uuid primary key,
  organisation_id uuid not null references public.organisations on delete cascade,
  received_on date not null,
  finished_on date,
  destroyed_on date not null,
  why text not null check (why in ('rule', 'officer')),
  holders uuid[] not null
);
-- A commendation knows no report and no name: who brings the digits receives it.
create table informants.awards (
  id uuid primary key,
  organisation_id uuid not null references public.organisations on delete cascade,
  title text not null check (length(title) between 1 and 300),
  half text not null,
  lookup bytea not null unique check (length(lookup) = 32),
  given_on date
);
grant select, insert, delete on informants.name_keys to prongsai_informants;
grant select, insert, update on informants.name_requests to prongsai_informants;
grant select, insert on informants.destroyed to prongsai_informants;
grant select, insert on informants.awards to prongsai_informants;
grant update (given_on) on informants.awards to prongsai_informants;

-- What the wall must know of the offices when it runs as a process of its own: names and positions, which are public.
create view informants.offices as select id, name, short_name, slug, host, is_example, district, province from public.organisations;
create view informants.office_people as
  select p.id, p.organisation_id, p.position, p.sort, u.name as unit from public.people p left join public.units u on u.id = p.unit_id where p.active;
grant select on informants.offices, informants.office_people to prongsai_informants;
