-- Why an approved charter was opened again: the change request's reason, kept until the next issue carries it.
alter table project.charter add change_reason text not null default '' check (length(change_reason) <= 2000);

-- Class and retention are edited by people: the second of two is told.
alter table document.document add version int not null default 0;
