-- What whoever hands a report over for approval says to it; it stands in the report.
alter table acceptance.round add column remarks text not null default '' check (length(remarks) <= 4000);
