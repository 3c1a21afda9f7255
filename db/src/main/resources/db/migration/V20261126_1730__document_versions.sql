-- A file may be replaced by a newer version under the same id: the row of the attachment is what stands now, what stood before is here.
alter table document.attachment
    add column version    int not null default 1,
    add column brought_by uuid,
    add column brought_at timestamptz;

create table document.earlier_version (
    workspace_id  uuid not null default tenancy.workspace(),
    attachment_id uuid not null,
    version       int not null,
    sha256        bytea not null,
    name          text not null check (length(name) between 1 and 200),
    brought_by    uuid not null,
    brought_at    timestamptz not null,
    primary key (workspace_id, attachment_id, version),
    foreign key (workspace_id, attachment_id) references document.attachment on delete cascade,
    foreign key (workspace_id, sha256) references document.file
);
create index earlier_version_file on document.earlier_version (workspace_id, sha256);
call tenancy.wall('document.earlier_version');

-- What can be seen of a content without opening it: how many pages, how many pictures of them were made; or why there are none.
alter table document.file
    add column pages       int,
    add column pictures    int,
    add column pictured_at timestamptz,
    add column unpictured  text check (length(unpictured) <= 60);

-- A file on its way here, part by part; each part that was acknowledged lies in the store. by: the only one who goes on with it.
create table document.upload (
    workspace_id           uuid not null default tenancy.workspace(),
    id                     uuid not null,
    project_id             uuid,
    subject_kind           text not null,
    subject_id             uuid not null,
    replaces_attachment_id uuid,
    name                   text not null check (length(name) between 1 and 200),
    size                   bigint not null check (size > 0),
    received               bigint not null default 0 check (received between 0 and size),
    begun_by               uuid not null,
    touched_at             timestamptz not null,
    done_at                timestamptz,
    primary key (workspace_id, id)
);
create index upload_unfinished on document.upload (workspace_id, begun_by) where done_at is null;
create index upload_touched on document.upload (workspace_id, touched_at);
call tenancy.wall('document.upload');

-- How much a workspace keeps, counted in the transaction that adds or collects a content, so that a limit also holds for two at once.
-- quota, largest: bytes, where the workspace sets less than the installation.
create table document.storage (
    workspace_id uuid not null default tenancy.workspace(),
    bytes        bigint not null default 0,
    files        int not null default 0,
    quota        bigint check (quota > 0),
    largest      bigint check (largest > 0),
    version      int not null default 1,
    primary key (workspace_id)
);
call tenancy.wall('document.storage');
insert into document.storage (workspace_id, bytes, files) select workspace_id, sum(size), count(*) from document.file group by workspace_id;
