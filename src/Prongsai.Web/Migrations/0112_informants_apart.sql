-- Where informants run as a process of its own nobody signs in: an appointed person makes a key by digits handed over on paper.
alter table informants.recipients
  add column invite bytea check (length(invite) = 32),
  add column invite_until date,
  add constraint an_invitation_ends check ((invite is null) = (invite_until is null));
