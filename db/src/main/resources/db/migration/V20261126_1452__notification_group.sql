-- Which group chat has heard of which cause: once, however many are told of it, at however many moments.
create table notification.group_told (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    chat         text not null,
    cause        text not null check (length(cause) <= 200),
    told_at      timestamptz not null,
    primary key (workspace_id, project_id, chat, cause)
);
create index group_told_at on notification.group_told (workspace_id, told_at);
call tenancy.wall('notification.group_told');
