-- Who does what in a work package, where that differs from its deliverable's row of the matrix.
create table workplan.package_responsibility (
    workspace_id uuid not null default tenancy.workspace(),
    task_id      uuid not null,
    party_id     uuid not null,
    letter       text not null check (letter in ('R', 'A', 'C', 'I', '')),
    primary key (workspace_id, task_id, party_id),
    foreign key (workspace_id, task_id) references workplan.task on delete cascade,
    foreign key (workspace_id, party_id) references project.party
);
call tenancy.wall('workplan.package_responsibility');
