-- What work on a task has really taken, as far as reports say: kept by those that count, for the actual cost of earned value.
alter table workplan.task add column spent_minutes int not null default 0 check (spent_minutes >= 0);
