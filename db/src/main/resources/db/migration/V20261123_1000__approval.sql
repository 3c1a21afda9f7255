create schema approval;
call tenancy.admit('approval');

create table approval.approval (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    subject_kind text not null,
    subject_id   uuid not null,
    title        text not null,
    reason       text not null default '',
    state        text not null default 'running' check (state in ('running', 'approved', 'returned', 'withdrawn')),
    prepared_by  uuid not null,
    prepared_at  timestamptz not null default now(),
    finished_at  timestamptz,
    primary key (workspace_id, id)
);
create unique index approval_running on approval.approval (workspace_id, subject_id) where state = 'running';
create index approval_subject on approval.approval (workspace_id, subject_id, prepared_at desc);
call tenancy.wall('approval.approval');

-- Steps with the same position are asked side by side (countersigning).
create table approval.step (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    approval_id  uuid not null,
    position     smallint not null,
    kind         text not null check (kind in ('check', 'countersign', 'approve')),
    approver_id  uuid not null,
    decision     text check (decision in ('agreed', 'returned')),
    opinion      text not null default '' check (length(opinion) <= 2000),
    decided_at   timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, approval_id) references approval.approval on delete cascade
);
create index step_approval on approval.step (workspace_id, approval_id, position);
call tenancy.wall('approval.step');
