-- Looking for a job is an update too, and a statement that touches no row still ran the old trigger: the worker woke itself without end.
-- Only a row that now waits is worth waking up for.
drop trigger if exists announce_job on jobs;
create or replace function announce_job() returns trigger language plpgsql as $$ begin notify prongsai_jobs; return null; end $$;
create or replace trigger announce_new_job after insert on jobs for each row when (new.state = 'waiting') execute function announce_job();
create or replace trigger announce_waiting_job after update of state on jobs for each row when (new.state = 'waiting' and old.state <> 'waiting') execute function announce_job();
