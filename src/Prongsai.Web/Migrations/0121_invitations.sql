-- Where an invitation may be sent. It becomes the account's address when the account is opened, and is forgotten here then.
alter table people add column email text;
alter table people add column left_on date;
