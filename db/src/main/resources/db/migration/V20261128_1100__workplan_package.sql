-- The board shows the packages that nobody has split.
create index task_package on workplan.task (workspace_id, project_id, path) where kind = 'package' and deleted_at is null;
