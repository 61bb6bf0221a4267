-- A measure of the organisation's own library can be put out of sight; plans made from it keep what they took.
alter table library_measures add column hidden_at timestamptz;
