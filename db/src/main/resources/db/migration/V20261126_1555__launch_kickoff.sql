-- The kickoff 启动会 as it is gone through: what was explained and heard, and which versions of the tables it confirms.
create table launch.kickoff (
    workspace_id         uuid not null default tenancy.workspace(),
    project_id           uuid not null,
    responsibility_issue int not null,
    resource_issue       int not null,
    begun_by             uuid not null,
    begun_at             timestamptz not null,
    charter_at           timestamptz,
    readiness_at         timestamptz,
    ended_by             uuid,
    ended_at             timestamptz,
    check ((ended_by is null) = (ended_at is null)),
    primary key (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('launch.kickoff');

-- How each party stands to the tables: there and agreeing, with or without an objection that is noted; or absent, to confirm later.
create table launch.table_confirmation (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    party_id     uuid not null,
    present      boolean not null,
    objection    text not null default '' check (length(objection) <= 2000),
    noted_by     uuid not null,
    noted_at     timestamptz not null,
    confirmed_by uuid,
    confirmed_at timestamptz,
    check ((confirmed_by is null) = (confirmed_at is null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, party_id),
    foreign key (workspace_id, project_id) references launch.kickoff,
    foreign key (workspace_id, party_id) references project.party
);
call tenancy.wall('launch.table_confirmation');

create table launch.kickoff_question (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    party_id     uuid,
    question     text not null check (length(question) between 1 and 1000),
    answer       text not null default '' check (length(answer) <= 2000),
    noted_by     uuid not null,
    noted_at     timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references launch.kickoff,
    foreign key (workspace_id, party_id) references project.party
);
create index kickoff_question_of on launch.kickoff_question (workspace_id, project_id, noted_at, id);
call tenancy.wall('launch.kickoff_question');
