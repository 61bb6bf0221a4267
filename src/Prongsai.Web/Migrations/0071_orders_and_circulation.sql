-- Orders (คำสั่ง): who has which duty, by which order, from when until when.
create table orders (
  id uuid primary key,
  organisation_id uuid not null,
  number text not null check (length(number) between 1 and 80),
  subject text not null collate "th-x-icu" check (length(subject) between 1 and 300),
  issued_on date not null,
  starts_on date not null,
  ends_on date,
  file_id uuid references files,
  cancelled_on date,
  cancelled_because text,
  created_at timestamptz not null,
  constraint orders_number_is_unique unique (organisation_id, number),
  constraint orders_run_forward check (ends_on is null or starts_on <= ends_on),
  constraint orders_cancellation_says_why check ((cancelled_on is null) = (cancelled_because is null))
);
call scope_to_organisation('orders');

create table order_duties (
  id uuid primary key,
  organisation_id uuid not null,
  order_id uuid not null references orders on delete cascade,
  sort integer not null,
  person_id uuid not null references people,
  duty text not null check (length(duty) between 1 and 200),
  duty_key text not null,
  place text not null
);
create index order_duties_by_duty on order_duties (organisation_id, duty_key);
create index order_duties_of_order on order_duties (order_id, sort);
call scope_to_organisation('order_duties');

-- Circulation (แจ้งเวียน): what everyone, or every one of some departments, is to read; and who has.
create table circulars (
  id uuid primary key,
  organisation_id uuid not null,
  title text not null collate "th-x-icu" check (length(title) between 1 and 300),
  body text not null,
  file_id uuid references files,
  unit_ids uuid[] not null,
  is_standing boolean not null,
  due_on date,
  sent_at timestamptz not null,
  sent_by text not null,
  closed_at timestamptz,
  closed_because text,
  constraint circulars_closing_says_why check ((closed_at is null) = (closed_because is null))
);
create index circulars_newest on circulars (organisation_id, sent_at desc);
call scope_to_organisation('circulars');

-- An acknowledgement is not taken back. Somebody without an account signs on paper; then it says who entered it.
create table circular_receipts (
  circular_id uuid not null references circulars on delete cascade,
  person_id uuid not null references people on delete cascade,
  organisation_id uuid not null,
  at timestamptz not null,
  entered_by text,
  primary key (circular_id, person_id)
);
create index circular_receipts_of_person on circular_receipts (person_id);
call scope_to_organisation('circular_receipts', 'select, insert');
