-- Oversight (กำกับดูแล) sees figures, never the work they are counted from: one row a member and year, put there by the member itself, or, from a
-- package brought by hand, by who oversees it. An organisation may oversee its district, its province or the country.
alter table organisations add column oversees text, add column shares_work boolean not null default true;
alter table organisations add constraint organisations_oversee_something_known check (oversees in ('district', 'province', 'country'));

create table oversight_figures (
  id uuid primary key,
  organisation_id uuid not null,
  member_id uuid not null,
  year smallint not null,
  name text not null collate "th-x-icu",
  kind text not null,
  district text not null collate "th-x-icu",
  province text not null collate "th-x-icu",
  total numeric(5,2),
  level text,
  tools numeric(5,2)[] not null,
  indicators numeric(5,2)[] not null,
  items smallint not null,
  items_complete smallint not null,
  steps integer not null,
  steps_proven integer not null,
  steps_late integer not null,
  is_open boolean not null,
  came text not null,
  as_of timestamptz not null,
  constraint oversight_figures_one_a_year unique (organisation_id, member_id, year),
  constraint oversight_figures_came_from_somewhere check (came in ('here', 'package')),
  constraint oversight_figures_are_of_ten_indicators check (cardinality(indicators) = 10 and cardinality(tools) = 3),
  constraint oversight_figures_add_up check (items_complete between 0 and items and steps_proven between 0 and steps and steps_late between 0 and steps)
);
call scope_to_organisation('oversight_figures');
create index oversight_figures_by_year on oversight_figures (year, member_id, (came = 'here') desc, as_of desc);
create index oversight_figures_by_place on oversight_figures (province, district, year);

-- Who oversees reads the rows of its place. The sub-queries are asked once, not for each row.
create policy overseers_read on oversight_figures for select using (
  case (select o.oversees from organisations o where o.id = current_organisation())
    when 'country' then true
    when 'province' then province = (select o.province from organisations o where o.id = current_organisation())
    when 'district' then province = (select o.province from organisations o where o.id = current_organisation()) and district = (select o.district from organisations o where o.id = current_organisation())
    else false
  end);

-- Of two rows of one member and year, the one it put there itself, else the newest.
create view oversight_newest with (security_invoker = true) as
  select distinct on (year, member_id) * from oversight_figures order by year, member_id, (came = 'here') desc, as_of desc;
grant select on oversight_newest to prongsai_web;

-- Whose key a member's packages were signed with the first time; another key later is not taken silently.
create table oversight_members (
  organisation_id uuid not null,
  signer text not null,
  name text not null,
  first_seen_at timestamptz not null,
  primary key (organisation_id, signer)
);
call scope_to_organisation('oversight_members');
