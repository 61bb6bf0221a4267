-- The job that reads a scan. No foreign key: finished jobs may be swept away, the paper stays.
alter table imports add column job_id uuid;
