-- The assessor decides element by element: what of an item was seen on the website and what was not.
alter table rehearsal_decisions add column elements jsonb not null default '[]';
