-- Whether the party's lead is asked to check a report before it counts.
alter table progress.report add column check_asked boolean not null default false;

-- What somebody reported last, and whether anything came after a day.
create index report_member on progress.report (workspace_id, project_id, member_id, day desc);
