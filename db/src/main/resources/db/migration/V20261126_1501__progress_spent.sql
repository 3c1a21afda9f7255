-- What somebody spent on a task in the period of the report; null where nothing was said.
alter table progress.report_line add column spent_minutes int check (spent_minutes >= 0);
