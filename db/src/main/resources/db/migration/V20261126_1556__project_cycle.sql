-- The execution cycles 执行周期 of a project that never closes: one after the other, each with its goals and what came of it.
create table project.cycle (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    number       int not null,
    first_day    date not null,
    last_day     date not null,
    goals        text not null default '' check (length(goals) <= 4000),
    summary      text not null default '' check (length(summary) <= 4000),
    begun_at     timestamptz not null,
    ended_by     uuid,
    ended_at     timestamptz,
    version      int not null default 0,
    check (last_day >= first_day),
    check ((ended_by is null) = (ended_at is null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project
);
create unique index cycle_running on project.cycle (workspace_id, project_id) where ended_at is null;
call tenancy.wall('project.cycle');
