-- Why a party that the charter leaves out is given work all the same: who said so, when, and until when it held.
create table project.scope_exception (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    party_id     uuid not null,
    reason       text not null check (length(reason) between 1 and 1000),
    granted_by   uuid not null,
    granted_at   timestamptz not null,
    ended_by     uuid,
    ended_at     timestamptz,
    check ((ended_by is null) = (ended_at is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, party_id) references project.party
);
create unique index scope_exception_once on project.scope_exception (workspace_id, project_id, party_id) where ended_at is null;
call tenancy.wall('project.scope_exception');
