-- How many days a memorandum may wait at a step before its post is reminded; 0 reminds nobody.
alter table memo_settings add column remind_after_days integer not null default 3 check (remind_after_days between 0 and 60);
alter table memo_steps add column opened_at timestamptz;
alter table memo_steps add column reminded_at timestamptz;
update memo_steps s set opened_at = m.updated_at from memos m where m.id = s.memo_id and s.state = 'open';
