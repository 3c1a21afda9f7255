create schema closing;
call tenancy.admit('closing');

-- The volumes of a project's archive 归档: the first holds everything, each later one (补充归档) what came after the one before, that is
-- after since. Written in the background: beat_at says that whoever writes it lives; one silent for too long is written anew by another.
create table closing.archive (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    number       int not null check (number > 0),
    language     text not null check (language in ('zh-CN', 'en')),
    since        timestamptz,
    state        text not null default 'waiting' check (state in ('waiting', 'writing', 'done', 'failed')),
    total        int not null default 0,
    done         int not null default 0,
    asked_by     uuid not null,
    asked_at     timestamptz not null,
    beat_at      timestamptz,
    attempts     int not null default 0,
    finished_at  timestamptz,
    file_name    text not null default '' check (length(file_name) <= 200),
    sha256       bytea check (length(sha256) = 32),
    size         bigint,
    entries      int,
    lacking      int not null default 0,
    seal         text not null default '' check (length(seal) <= 64),
    failure      text not null default '' check (length(failure) <= 500),
    check ((state = 'done') = (sha256 is not null)),
    check ((state in ('done', 'failed')) = (finished_at is not null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project
);
-- One at a time.
create unique index archive_running on closing.archive (workspace_id, project_id) where state in ('waiting', 'writing');
call tenancy.wall('closing.archive');

-- Where an archive waits to be written; for whoever has no workspace yet.
create function closing.waiting_workspaces() returns setof uuid
    language sql stable security definer set search_path = ''
    as $$ select distinct workspace_id from closing.archive where state in ('waiting', 'writing') order by 1 $$;
revoke all on function closing.waiting_workspaces() from public;
grant execute on function closing.waiting_workspaces() to meridian_app;

-- The files of a whole project, in the order in which they came.
create index attachment_project on document.attachment (workspace_id, project_id, attached_at, id) where removed_at is null;
