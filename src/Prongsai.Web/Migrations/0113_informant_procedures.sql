-- How reports are handled is data of each office: versions stay, and a report keeps the one it came under.
create table informants.procedures (
  organisation_id uuid not null references public.organisations on delete cascade,
  version int not null check (version > 0),
  rules text not null,
  reason text not null check (length(reason) between 1 and 1000),
  since date not null,
  -- The rule file of the product, taken over unchanged: a newer file takes its place for new reports.
  by_product boolean not null,
  primary key (organisation_id, version)
);
grant select, insert on informants.procedures to prongsai_informants;
alter table informants.reports
  add column procedure_version int,
  add constraint a_report_keeps_its_procedure foreign key (organisation_id, procedure_version) references informants.procedures,
  drop constraint reports_state_check,
  add constraint reports_state_check check (state ~ '^[a-z][a-z0-9-]{0,30}$');
grant update (procedure_version) on informants.reports to prongsai_informants;

-- Complaints that came by other ways than the protected channel: figures an officer took from a register he names.
create table informants.other_counts (
  organisation_id uuid not null references public.organisations on delete cascade,
  fiscal_year int not null check (fiscal_year between 2500 and 2700),
  half int not null check (half in (1, 2)),
  received int not null check (received between 0 and 100000),
  finished int not null check (finished >= 0),
  source text not null check (length(source) between 1 and 300),
  primary key (organisation_id, fiscal_year, half),
  constraint no_more_is_finished_than_came check (finished <= received)
);
grant select, insert, update on informants.other_counts to prongsai_informants;
