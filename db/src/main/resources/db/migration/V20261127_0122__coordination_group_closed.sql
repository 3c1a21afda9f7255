-- The emergency group 应急沟通群 ends with its project.
alter table coordination.emergency_group add column closed_at timestamptz;
