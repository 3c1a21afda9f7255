-- Whom a duty was opened for, once it belongs to somebody else: its opener goes on naming it by them.
alter table duty.duty add column opened_for_id uuid;
drop index duty.duty_once;
create unique index duty_once on duty.duty (workspace_id, kind, subject_id, coalesce(opened_for_id, owner_id), coalesce(period, date '0001-01-01')) where state <> 'cancelled';
