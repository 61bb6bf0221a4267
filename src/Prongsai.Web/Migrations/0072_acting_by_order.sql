-- An acting appointment may rest on an order of the register; then number, person and period come from there. The order is named by id
-- without a foreign key: what was decided while acting stands, whatever becomes of the register.
alter table acting_appointments add column order_id uuid;
create index acting_by_order on acting_appointments (order_id) where order_id is not null;
