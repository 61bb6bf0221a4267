-- A manual may be put before the public on a day to come. The schedule holds for one state of the manual: a later change undoes it.
alter table manuals
  add column publish_on date,
  add column publish_version integer,
  add column publish_reason text,
  add column publish_person_id uuid references people,
  add column publish_by text,
  add constraint manuals_schedule_is_whole check ((publish_on is null) = (publish_version is null) and (publish_on is null) = (publish_by is null));
