-- What somebody did not do in time and another one has to do now was missed: it is closed, and counts in the promise record.
alter table duty.duty drop constraint duty_state_check;
alter table duty.duty add constraint duty_state_check check (state in ('open', 'met', 'met_late', 'missed', 'cancelled'));
drop index duty.duty_once;
create unique index duty_once on duty.duty (workspace_id, kind, subject_id, coalesce(opened_for_id, owner_id), coalesce(period, date '0001-01-01')) where state not in ('cancelled', 'missed');
