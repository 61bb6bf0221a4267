-- Each unit that answers for a measure reports its own part. What was sent before counted for all of them, and still does.
alter table round_reports add column for_all boolean not null default true;
alter table round_reports alter column for_all set default false;
alter table round_reports drop constraint round_reports_one_each;
alter table round_reports add constraint round_reports_one_each unique nulls not distinct (organisation_id, year, kind, measure_id, unit_id);
