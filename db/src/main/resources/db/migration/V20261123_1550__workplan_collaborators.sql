-- Whose work a task is beside its owner: the plan filtered to one's own.
create index collaborator_member on workplan.collaborator (workspace_id, member_id, task_id);
