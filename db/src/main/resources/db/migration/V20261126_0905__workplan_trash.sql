-- A deliverable that is removed for good leaves its tasks where they are.
alter table workplan.task drop constraint task_workspace_id_deliverable_id_fkey;
alter table workplan.task add foreign key (workspace_id, deliverable_id) references project.deliverable on delete set null (deliverable_id);
create index task_deliverable on workplan.task (workspace_id, deliverable_id) where deliverable_id is not null;
