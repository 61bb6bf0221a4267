-- Reports of informants. What people wrote lies here only sealed (docs/informant-format.md); what lies open is what the service needs to find
-- a report by its code and to keep its dates: days, never times.
alter table informants.channels add column salt bytea not null, add constraint a_salt_has_sixteen_bytes check (length(salt) = 16);
create table informants.recipients (
  id uuid primary key,
  organisation_id uuid not null references public.organisations on delete cascade,
  person_id uuid not null,
  order_number text not null check (length(order_number) between 1 and 120),
  appointed_on date not null,
  ended_on date,
  public_key bytea check (length(public_key) = 32),
  locked_key bytea check (length(locked_key) = 98),
  sheet_key bytea check (length(sheet_key) = 98),
  constraint a_key_is_whole check ((public_key is null) = (locked_key is null) and (public_key is null) = (sheet_key is null))
);
create unique index a_person_is_appointed_once on informants.recipients (organisation_id, person_id) where ended_on is null;
create table informants.relations (
  recipient_id uuid not null references informants.recipients on delete cascade,
  person_id uuid not null,
  primary key (recipient_id, person_id)
);
create table informants.reports (
  id uuid primary key,
  organisation_id uuid not null references public.organisations on delete cascade,
  received_on date not null,
  lookup bytea not null unique check (length(lookup) = 32),
  talk_public bytea not null check (length(talk_public) = 32),
  desk_public bytea not null check (length(desk_public) = 32),
  talk_for_informant bytea not null check (length(talk_for_informant) = 80),
  state text not null check (state in ('received', 'looking', 'inquiry', 'referred', 'finished'))
);
create table informants.report_keys (
  report_id uuid not null references informants.reports on delete cascade,
  recipient_id uuid not null references informants.recipients on delete cascade,
  talk_key bytea not null check (length(talk_key) = 80),
  desk_key bytea not null check (length(desk_key) = 80),
  primary key (report_id, recipient_id)
);
create table informants.items (
  id uuid primary key,
  report_id uuid not null references informants.reports on delete cascade,
  number int not null,
  side text not null check (side in ('informant', 'informant-file', 'office', 'desk')),
  written_on date not null,
  body bytea not null,
  constraint an_item_has_its_place unique (report_id, number)
);
-- Every look, chained by report so that nothing tells how many other reports there are. The report's id has no foreign key: the line outlives the report.
create table informants.looks (
  report_id uuid not null,
  number int not null,
  on_day date not null,
  recipient_id uuid,
  kind text not null,
  previous bytea not null,
  hash bytea not null check (length(hash) = 32),
  primary key (report_id, number)
);
grant select, insert, update on informants.recipients to prongsai_informants;
grant select, insert, delete on informants.relations to prongsai_informants;
grant select, insert, delete on informants.reports to prongsai_informants;
grant update (state) on informants.reports to prongsai_informants;
grant select, insert, delete on informants.report_keys to prongsai_informants;
grant select, insert on informants.items to prongsai_informants;
grant select, insert on informants.looks to prongsai_informants;
