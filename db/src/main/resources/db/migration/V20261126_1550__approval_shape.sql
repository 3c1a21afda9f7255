-- 加签, 转办, 抄送, approval outside the house, and the steps that a kind of document takes.
set local lock_timeout = '5s';
alter table approval.approval
    add column outside_system text check (length(outside_system) between 1 and 100),
    add column outside_number text check (length(outside_number) between 1 and 100),
    add column outside_name   text check (length(outside_name) between 1 and 100),
    add column outside_on     date,
    add constraint approval_outside check (num_nonnulls(outside_system, outside_number, outside_name, outside_on) in (0, 4));

-- before_step_id: the step that waits until this one has spoken; note: what was asked of who was asked in addition or instead.
alter table approval.step drop constraint step_kind_check, drop constraint step_decision_check;
alter table approval.step
    add constraint step_kind_check check (kind in ('check', 'countersign', 'approve', 'extra')),
    add constraint step_decision_check check (decision in ('agreed', 'returned', 'passed_on')),
    add column asked_by uuid,
    add column before_step_id uuid,
    add column note text not null default '' check (length(note) <= 2000);

create table approval.copy (
    workspace_id uuid not null default tenancy.workspace(),
    approval_id  uuid not null,
    member_id    uuid not null,
    primary key (workspace_id, approval_id, member_id),
    foreign key (workspace_id, approval_id) references approval.approval on delete cascade
);
call tenancy.wall('approval.copy');

-- Who is asked about a kind of document: in every project, or (project_id) in this one.
create table approval.approval_template (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid,
    kind         text not null,
    steps        jsonb not null,
    version      int not null default 0,
    primary key (workspace_id, id),
    unique nulls not distinct (workspace_id, project_id, kind)
);
call tenancy.wall('approval.approval_template');

-- What was handed over: nobody agrees to anything else.
alter table approval.approval add column fingerprint text not null default '';
