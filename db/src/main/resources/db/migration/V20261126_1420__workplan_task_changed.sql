-- What changed since a chart was read, without reading the plan again.
set local lock_timeout = '5s';
create index task_changed on workplan.task (workspace_id, project_id, changed_at);
