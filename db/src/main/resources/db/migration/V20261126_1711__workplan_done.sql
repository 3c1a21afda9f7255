-- What was done in a week, without reading everything that ever was.
create index task_done on workplan.task (workspace_id, project_id, done_at, id) where deleted_at is null and kind = 'task' and done_at is not null;
