-- Which approval froze a baseline; none where somebody froze it by hand.
set local lock_timeout = '5s';
alter table workplan.baseline add column approval_id uuid;
create index baseline_approved on workplan.baseline (workspace_id, project_id, number desc) where approval_id is not null;
