create schema activity;
call tenancy.admit('activity');

-- Every change, append-only. subject_kind + subject_id name the thing; data holds what was and what is.
create table activity.activity (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    at           timestamptz not null default now(),
    actor_id     uuid,
    address      text,
    type         text not null,
    v            smallint not null default 1,
    subject_kind text not null,
    subject_id   uuid not null,
    project_id   uuid,
    party_id     uuid,
    data         jsonb not null default '{}',
    primary key (workspace_id, id)
);
create index activity_subject on activity.activity (workspace_id, subject_id, id desc);
create index activity_project on activity.activity (workspace_id, project_id, id desc);
call tenancy.wall('activity.activity');
revoke update, delete on activity.activity from meridian_app;

create table activity.comment (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    subject_kind text not null,
    subject_id   uuid not null,
    author_id    uuid not null,
    body         text not null check (length(body) between 1 and 8000),
    written_at   timestamptz not null default now(),
    edited_at    timestamptz,
    deleted_at   timestamptz,
    primary key (workspace_id, id)
);
create index comment_subject on activity.comment (workspace_id, subject_id, id);
call tenancy.wall('activity.comment');

create table activity.mention (
    workspace_id uuid not null default tenancy.workspace(),
    comment_id   uuid not null,
    member_id    uuid not null,
    read_at      timestamptz,
    primary key (workspace_id, comment_id, member_id),
    foreign key (workspace_id, comment_id) references activity.comment on delete cascade
);
create index mention_member on activity.mention (workspace_id, member_id, comment_id);
call tenancy.wall('activity.mention');
