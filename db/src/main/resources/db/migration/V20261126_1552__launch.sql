create schema launch;
call tenancy.admit('launch');

-- What a party agrees to of the plan: its own tasks as they were when it was asked, as rows and as the text whose SHA-256 is kept. One row
-- a party is current; those before it are superseded. changes: how the plan had moved away from what was agreed before.
create table launch.plan_confirmation (
    workspace_id  uuid not null default tenancy.workspace(),
    id            uuid not null,
    project_id    uuid not null,
    party_id      uuid not null,
    baseline_id   uuid not null,
    reason        text not null check (reason in ('baseline', 'change')),
    lines         jsonb not null,
    changes       jsonb,
    text          text not null,
    sha256        bytea not null check (length(sha256) = 32),
    asked_at      timestamptz not null,
    superseded_at timestamptz,
    confirmed_by  uuid,
    confirmed_at  timestamptz,
    address       text not null default '' check (length(address) <= 64),
    check ((confirmed_by is null) = (confirmed_at is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, party_id) references project.party,
    foreign key (workspace_id, baseline_id) references workplan.baseline
);
create unique index plan_confirmation_current on launch.plan_confirmation (workspace_id, project_id, party_id) where superseded_at is null;
create index plan_confirmation_party on launch.plan_confirmation (workspace_id, party_id, asked_at desc);
call tenancy.wall('launch.plan_confirmation');

-- How far the plan may move for a party before it is asked again, and until when it was compared.
create table launch.plan_tolerance (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    days         int not null default 5 check (days between 0 and 365),
    percent      int not null default 10 check (percent between 0 and 100),
    compared_at  timestamptz,
    version      int not null default 0,
    primary key (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('launch.plan_tolerance');
