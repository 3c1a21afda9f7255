-- What a task's own dates ask of the schedule (docs/adr/0008): the dates that hold stay in start_at and finish_at.
alter table workplan.task
    add column constraint_type  text not null default 'as_soon_as_possible' check (constraint_type in ('as_soon_as_possible', 'as_late_as_possible',
        'start_not_before', 'start_not_after', 'finish_not_before', 'finish_not_after', 'start_on', 'finish_on')),
    add column constraint_at    timestamp,
    add column deadline_at      timestamp,
    add column manual           boolean not null default false,
    add column actual_start_at  timestamp,
    add column actual_finish_at timestamp;

-- Dates that were typed before there was a schedule stay where they are, unless a link says otherwise; those of phases and
-- packages were typed, not gathered.
update workplan.task
   set constraint_type = case when start_at is null then 'finish_not_before' else 'start_not_before' end, constraint_at = coalesce(start_at, finish_at)
 where kind = 'task' and coalesce(start_at, finish_at) is not null;
update workplan.task set manual = true where kind <> 'task' and coalesce(start_at, finish_at) is not null;
update workplan.task set actual_finish_at = finish_at where status in ('done', 'accepted') and finish_at is not null;

alter table workplan.task add check ((constraint_at is null) = (constraint_type in ('as_soon_as_possible', 'as_late_as_possible')));

alter table workplan.dependency add column lag_elapsed boolean not null default false;

-- What follows from the links, computed with the edit that changed it: no row, no place in the schedule. Times are local to
-- the task's party, as those of the task are; slack is working time of its calendar.
create table workplan.task_schedule (
    workspace_id        uuid not null default tenancy.workspace(),
    task_id             uuid not null,
    project_id          uuid not null,
    total_slack_minutes int not null,
    free_slack_minutes  int not null,
    critical            boolean not null,
    late_start_at       timestamp not null,
    late_finish_at      timestamp not null,
    changed_at          timestamptz not null default now(),
    primary key (workspace_id, task_id),
    foreign key (workspace_id, task_id) references workplan.task on delete cascade,
    foreign key (workspace_id, project_id) references project.project
);
create index task_schedule_project on workplan.task_schedule (workspace_id, project_id, changed_at);
call tenancy.wall('workplan.task_schedule');

-- When everything is forecast to be finished, as the last calculation of each week had it.
create table workplan.forecast (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    week_on      date not null,
    finish_on    date not null,
    primary key (workspace_id, project_id, week_on),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('workplan.forecast');

-- A plan as it was frozen: its rows with their dates, to be compared with.
create table workplan.baseline (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    number       smallint not null,
    name         text not null check (length(name) between 1 and 80),
    note         text not null default '' check (length(note) <= 2000),
    tasks        int not null,
    finish_on    date,
    frozen_by    uuid not null,
    frozen_at    timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('workplan.baseline');

create table workplan.baseline_task (
    workspace_id     uuid not null default tenancy.workspace(),
    baseline_id      uuid not null,
    task_id          uuid not null,
    start_at         timestamp,
    finish_at        timestamp,
    duration_minutes int,
    primary key (workspace_id, baseline_id, task_id),
    foreign key (workspace_id, baseline_id) references workplan.baseline on delete cascade,
    foreign key (workspace_id, task_id) references workplan.task on delete cascade
);
create index baseline_task_task on workplan.baseline_task (workspace_id, task_id);
call tenancy.wall('workplan.baseline_task');
