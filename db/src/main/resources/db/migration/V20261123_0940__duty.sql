create schema duty;
call tenancy.admit('duty');

create table duty.duty (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    kind         text not null,
    project_id   uuid,
    party_id     uuid,
    subject_kind text not null,
    subject_id   uuid not null,
    title        text not null check (length(title) <= 400),
    owner_id     uuid not null,
    owed_to_id   uuid,
    period       date,
    opened_at    timestamptz not null default now(),
    due_at       timestamptz not null,
    clock        text not null default 'working_time' check (clock in ('round_the_clock', 'working_time')),
    state        text not null default 'open' check (state in ('open', 'met', 'met_late', 'cancelled')),
    closed_at    timestamptz,
    closed_by    uuid,
    read_at      timestamptz,
    reminded_at  timestamptz,
    note         text not null default '',
    check ((state = 'open') = (closed_at is null)),
    primary key (workspace_id, id)
);
create unique index duty_once on duty.duty (workspace_id, kind, subject_id, owner_id, coalesce(period, date '0001-01-01')) where state <> 'cancelled';
create index duty_inbox on duty.duty (workspace_id, owner_id, due_at, id) where state = 'open';
create index duty_project on duty.duty (workspace_id, project_id, due_at) where state = 'open';
create index duty_subject on duty.duty (workspace_id, subject_id);
call tenancy.wall('duty.duty');
