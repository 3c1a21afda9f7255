-- Every reading of a board asks which reports of the day are owed and missing: not through all duties of the project.
create index duty_report on duty.duty (workspace_id, project_id, period) where kind in ('daily_report', 'weekly_report') and state <> 'cancelled';
