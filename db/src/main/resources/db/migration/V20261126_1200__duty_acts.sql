-- Who is on duty for a region of a project, in that region's own time (接力响应).
create table duty.shift (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    region_id    uuid not null,
    member_id    uuid not null,
    starts_at    timestamp not null,
    ends_at      timestamp not null check (ends_at > starts_at),
    entered_by   uuid,
    primary key (workspace_id, id)
);
create index shift_project on duty.shift (workspace_id, project_id, ends_at);
call tenancy.wall('duty.shift');

-- What was said about a duty that is or will be late (情况说明).
create table duty.explanation (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    duty_id      uuid not null,
    content      text not null check (length(content) between 1 and 2000),
    elsewhere    boolean not null,
    said_by      uuid not null,
    said_at      timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, duty_id) references duty.duty
);
create index explanation_duty on duty.explanation (workspace_id, duty_id, said_at);
call tenancy.wall('duty.explanation');

-- More time that was asked for (延期申请), and the answer.
create table duty.extension (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    duty_id      uuid not null,
    round        int not null,
    due_before   timestamptz not null,
    asked_due_at timestamptz not null,
    reason       text not null check (length(reason) between 1 and 1000),
    asked_by     uuid not null,
    asked_at     timestamptz not null,
    granted      boolean,
    note         text not null default '' check (length(note) <= 1000),
    answered_by  uuid,
    answered_at  timestamptz,
    check ((granted is null) = (answered_at is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, duty_id) references duty.duty
);
create index extension_duty on duty.extension (workspace_id, duty_id, asked_at);
create unique index extension_once on duty.extension (workspace_id, duty_id) where granted is null;
call tenancy.wall('duty.extension');

-- The request that a duty's climbing waits for.
alter table duty.duty add column extension_id uuid;
create index duty_acting on duty.duty (workspace_id, acting_id) where state = 'open' and acting_id is not null;
create index duty_paused on duty.duty (workspace_id, pause_cause) where state = 'open' and pause_cause is not null;

-- A power that somebody has done by a stand-in from one day to another (授权代理), everywhere or in one project.
create table identity.delegation (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    member_id    uuid not null,
    stand_in_id  uuid not null check (stand_in_id <> member_id),
    power        text not null check (power in ('report', 'approve', 'sign')),
    project_id   uuid,
    first_day    date not null,
    last_day     date not null check (last_day >= first_day),
    note         text not null default '' check (length(note) <= 500),
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references identity.member,
    foreign key (workspace_id, stand_in_id) references identity.member
);
create index delegation_member on identity.delegation (workspace_id, member_id, last_day);
create index delegation_stand_in on identity.delegation (workspace_id, stand_in_id, last_day);
call tenancy.wall('identity.delegation');
