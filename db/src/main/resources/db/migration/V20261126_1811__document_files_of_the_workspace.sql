-- What belongs to the workspace and to no project can have files, too.
alter table document.attachment alter column project_id drop not null;
