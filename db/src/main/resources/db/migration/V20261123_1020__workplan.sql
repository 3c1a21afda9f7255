create schema workplan;
call tenancy.admit('workplan');

-- Phases, work packages and tasks are one tree. `position` orders siblings; `path` (ancestors' positions and its own,
-- '/'-joined) orders the whole tree, so that a page of it is one index range.
create table workplan.task (
    workspace_id     uuid not null default tenancy.workspace(),
    id               uuid not null,
    project_id       uuid not null,
    kind             text not null check (kind in ('phase', 'package', 'task')),
    number           int not null,
    source_number    text not null default '' check (length(source_number) <= 40),
    parent_id        uuid,
    position         text collate "C" not null,
    path             text collate "C" not null,
    title            text not null check (length(title) between 1 and 300),
    description      text not null default '' check (length(description) <= 20000),
    party_id         uuid,
    owner_id         uuid,
    start_at         timestamp,
    finish_at        timestamp,
    duration_minutes int check (duration_minutes >= 0),
    milestone        boolean not null default false,
    milestone_week   smallint check (milestone_week between 1 and 520),
    deliverable_id   uuid,
    deliverable_text text not null default '' check (length(deliverable_text) <= 300),
    status           text not null default 'not_started' check (status in ('not_started', 'in_progress', 'blocked', 'done', 'accepted', 'cancelled')),
    progress         smallint not null default 0 check (progress between 0 and 100),
    remaining_minutes int check (remaining_minutes >= 0),
    blocked_reason   text not null default '' check (length(blocked_reason) <= 2000),
    blocked_at       timestamptz,
    cancel_reason    text not null default '' check (length(cancel_reason) <= 2000),
    done_at          timestamptz,
    dispatch         text not null default 'none' check (dispatch in ('none', 'offered', 'accepted', 'returned')),
    dispatch_reason  text not null default '' check (length(dispatch_reason) <= 2000),
    plan_import_id        uuid,
    version          int not null default 0,
    created_at       timestamptz not null default now(),
    changed_at       timestamptz not null default now(),
    deleted_at       timestamptz,
    deleted_by       uuid,
    check (finish_at >= start_at),
    check ((status = 'blocked') = (blocked_at is not null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, parent_id) references workplan.task,
    foreign key (workspace_id, party_id) references project.party,
    foreign key (workspace_id, owner_id) references identity.member,
    foreign key (workspace_id, deliverable_id) references project.deliverable
);
create index task_tree on workplan.task (workspace_id, project_id, path) where deleted_at is null;
create index task_siblings on workplan.task (workspace_id, parent_id, position);
create index task_owner on workplan.task (workspace_id, owner_id, finish_at, id) where deleted_at is null and kind = 'task' and status in ('not_started', 'in_progress', 'blocked');
create index task_party on workplan.task (workspace_id, project_id, party_id, path) where deleted_at is null;
create index task_status on workplan.task (workspace_id, project_id, status, path) where deleted_at is null;
create index task_due on workplan.task (workspace_id, project_id, finish_at, id) where deleted_at is null and kind = 'task' and status in ('not_started', 'in_progress', 'blocked');
create index task_blocked on workplan.task (workspace_id, project_id, blocked_at) where deleted_at is null and status = 'blocked';
create index task_milestones on workplan.task (workspace_id, project_id, finish_at) where deleted_at is null and milestone;
create index task_undispatched on workplan.task (workspace_id, project_id, path) where deleted_at is null and kind = 'task' and owner_id is null;
create index task_import on workplan.task (workspace_id, plan_import_id) where plan_import_id is not null;
create index task_trash on workplan.task (workspace_id, project_id, deleted_at desc) where deleted_at is not null;
call tenancy.wall('workplan.task');

create table workplan.collaborator (
    workspace_id uuid not null default tenancy.workspace(),
    task_id      uuid not null,
    member_id    uuid not null,
    primary key (workspace_id, task_id, member_id),
    foreign key (workspace_id, task_id) references workplan.task on delete cascade,
    foreign key (workspace_id, member_id) references identity.member
);
call tenancy.wall('workplan.collaborator');

create table workplan.task_criterion (
    workspace_id uuid not null default tenancy.workspace(),
    task_id      uuid not null,
    position     smallint not null,
    content      text not null check (length(content) between 1 and 1000),
    primary key (workspace_id, task_id, position),
    foreign key (workspace_id, task_id) references workplan.task on delete cascade
);
call tenancy.wall('workplan.task_criterion');

create table workplan.dependency (
    workspace_id   uuid not null default tenancy.workspace(),
    successor_task_id   uuid not null,
    predecessor_task_id uuid not null,
    type           text not null default 'FS' check (type in ('FS', 'SS', 'FF', 'SF')),
    lag_minutes    int not null default 0,
    check (successor_task_id <> predecessor_task_id),
    primary key (workspace_id, successor_task_id, predecessor_task_id),
    foreign key (workspace_id, successor_task_id) references workplan.task on delete cascade,
    foreign key (workspace_id, predecessor_task_id) references workplan.task on delete cascade
);
create index dependency_predecessor on workplan.dependency (workspace_id, predecessor_task_id);
call tenancy.wall('workplan.dependency');

-- How many tasks there are, kept in the transaction that changes a task, so that a board never counts 100,000 rows.
create table workplan.task_count (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    party_id     uuid,
    status       text not null,
    due_on       date,
    unassigned   boolean not null,
    tasks        int not null,
    unique nulls not distinct (workspace_id, project_id, party_id, status, due_on, unassigned)
);
call tenancy.wall('workplan.task_count');

create table workplan.plan_import (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    file_name    text not null,
    content      bytea,
    mapping      jsonb not null default '{}',
    state        text not null default 'previewed' check (state in ('previewed', 'writing', 'written', 'failed', 'undone', 'discarded')),
    rows_total   int not null default 0,
    rows_written int not null default 0,
    failure      text not null default '',
    uploaded_by  uuid not null,
    uploaded_at  timestamptz not null default now(),
    written_at   timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
create index plan_import_project on workplan.plan_import (workspace_id, project_id, uploaded_at desc);
call tenancy.wall('workplan.plan_import');

-- What a bulk edit, drag or indent changed, so that it can be undone.
create table workplan.plan_edit (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    edited_by    uuid not null,
    edited_at    timestamptz not null default now(),
    before       jsonb not null,
    after        jsonb not null,
    undone_at    timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
create index plan_edit_latest on workplan.plan_edit (workspace_id, project_id, edited_by, edited_at desc);
call tenancy.wall('workplan.plan_edit');
