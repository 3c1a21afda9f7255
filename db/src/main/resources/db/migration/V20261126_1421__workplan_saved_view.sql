-- A way of looking at a plan that somebody keeps: which view, with which filter. Shared ones are everybody's in the project.
create table workplan.saved_view (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    name         text not null check (length(name) between 1 and 60),
    view         text not null check (view in ('/plan', '/gantt', '/plan/board', '/plan/calendar', '/plan/parties')),
    query        text not null default '' check (length(query) <= 2000),
    shared       boolean not null,
    made_by      uuid not null,
    made_at      timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, made_by) references identity.member
);
create index saved_view_project on workplan.saved_view (workspace_id, project_id, name);
call tenancy.wall('workplan.saved_view');
