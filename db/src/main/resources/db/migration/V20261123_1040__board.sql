create schema board;
call tenancy.admit('board');

-- Who read the board when, and what they asked for on reading it.
create table board.reading (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    member_id    uuid not null,
    day          date not null,
    read_at      timestamptz not null default now(),
    primary key (workspace_id, project_id, member_id, day),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('board.reading');

create table board.instruction (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    given_by     uuid not null,
    given_at     timestamptz not null default now(),
    to_member_id uuid not null,
    content      text not null check (length(content) between 1 and 2000),
    due_on       date not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
create index instruction_project on board.instruction (workspace_id, project_id, given_at desc);
call tenancy.wall('board.instruction');
