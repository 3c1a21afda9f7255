create schema progress;
call tenancy.admit('progress');

create table progress.report (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    member_id    uuid not null,
    party_id     uuid,
    cadence      text not null default 'day' check (cadence in ('day', 'week')),
    day          date not null,
    plan_today   text not null default '' check (length(plan_today) <= 4000),
    help_needed  text not null default '' check (length(help_needed) <= 4000),
    help_from_id uuid,
    written_at   timestamptz not null,
    arrived_at   timestamptz not null default now(),
    late         boolean not null default false,
    filed_by     uuid not null,
    confirmed_at timestamptz,
    checked_by   uuid,
    checked_at   timestamptz,
    version      int not null default 0,
    primary key (workspace_id, id),
    unique (workspace_id, project_id, member_id, cadence, day),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, member_id) references identity.member
);
create index report_day on progress.report (workspace_id, project_id, day desc, party_id);
call tenancy.wall('progress.report');

create table progress.report_line (
    workspace_id      uuid not null default tenancy.workspace(),
    id                uuid not null,
    report_id         uuid not null,
    position          smallint not null,
    task_id           uuid,
    state             text not null check (state in ('done', 'doing', 'blocked')),
    content           text not null default '' check (length(content) <= 2000),
    progress          smallint check (progress between 0 and 100),
    remaining_minutes int check (remaining_minutes >= 0),
    blocked_reason    text not null default '' check (length(blocked_reason) <= 2000),
    check (state <> 'blocked' or blocked_reason <> ''),
    primary key (workspace_id, id),
    foreign key (workspace_id, report_id) references progress.report on delete cascade
);
create index report_line_report on progress.report_line (workspace_id, report_id, position);
create index report_line_task on progress.report_line (workspace_id, task_id) where task_id is not null;
call tenancy.wall('progress.report_line');
