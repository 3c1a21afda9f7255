-- The content of files lies on disk, named by its SHA-256, apart for each workspace; a row here says that it does. touched_at: when
-- it was last put there or let go of; one that nothing refers to is collected 30 days later.
create table document.file (
    workspace_id uuid not null default tenancy.workspace(),
    sha256       bytea not null check (length(sha256) = 32),
    size         bigint not null,
    type         text not null check (length(type) <= 200),
    touched_at   timestamptz not null,
    primary key (workspace_id, sha256)
);
call tenancy.wall('document.file');

-- A file under the name its owner gave it, attached to a thing. Whoever may see the thing may see the file.
create table document.attachment (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    subject_kind text not null,
    subject_id   uuid not null,
    sha256       bytea not null,
    name         text not null check (length(name) between 1 and 200),
    attached_by  uuid not null,
    attached_at  timestamptz not null,
    removed_at   timestamptz,
    removed_by   uuid,
    primary key (workspace_id, id),
    foreign key (workspace_id, sha256) references document.file
);
create index attachment_subject on document.attachment (workspace_id, subject_id, attached_at, id) where removed_at is null;
create index attachment_file on document.attachment (workspace_id, sha256);
create index attachment_removed on document.attachment (workspace_id, removed_at) where removed_at is not null;
call tenancy.wall('document.attachment');
