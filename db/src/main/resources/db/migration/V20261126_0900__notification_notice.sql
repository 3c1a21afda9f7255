create schema notification;
call tenancy.admit('notification');

-- What somebody was told: each recipient hears of one cause once. Ids grow with time: the list is read along them.
create table notification.notice (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    member_id    uuid not null,
    cause        text not null check (length(cause) <= 200),
    kind         text not null,
    notice_group text not null check (notice_group in ('duty', 'escalation', 'emergency', 'request', 'dispute', 'mention', 'plan', 'project')),
    project_id   uuid,
    subject_kind text not null,
    subject_id   uuid not null,
    title        text not null check (length(title) <= 400),
    address      text not null,
    arguments    text[] not null default '{}',
    critical     boolean not null,
    told_at      timestamptz not null,
    read_at      timestamptz,
    primary key (workspace_id, id)
);
create unique index notice_once on notification.notice (workspace_id, member_id, cause);
create index notice_list on notification.notice (workspace_id, member_id, id desc);
create index notice_unread on notification.notice (workspace_id, member_id) where read_at is null;
call tenancy.wall('notification.notice');
