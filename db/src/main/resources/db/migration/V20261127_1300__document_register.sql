-- Why a number was voided, and by whom. It stays the document's until the next issue, which gets a new one.
alter table document.document
    add column voided_by   uuid,
    add column void_reason text not null default '' check (length(void_reason) <= 500),
    add check ((voided_at is null) = (voided_by is null)),
    add check ((voided_at is null) = (void_reason = ''));

-- The register of a project: by number.
create index document_of_project on document.document (workspace_id, project_id, number);

-- Numbers that were voided and are kept: never given again.
create table document.voided_number (
    workspace_id uuid not null default tenancy.workspace(),
    document_id  uuid not null,
    number       text not null,
    issue        int not null,
    reason       text not null check (length(reason) between 1 and 500),
    voided_by    uuid not null,
    voided_at    timestamptz not null,
    primary key (workspace_id, number),
    foreign key (workspace_id, document_id) references document.document
);
create index voided_number_of on document.voided_number (workspace_id, document_id);
call tenancy.wall('document.voided_number');

-- Who read a classified document, once an hour: a page that reads itself anew is one reading.
create table document.reading (
    workspace_id uuid not null default tenancy.workspace(),
    document_id  uuid not null,
    member_id    uuid not null,
    version_read text not null check (length(version_read) <= 20),
    hour         timestamptz not null,
    read_at      timestamptz not null,
    primary key (workspace_id, document_id, member_id, version_read, hour),
    foreign key (workspace_id, document_id) references document.document
);
create index reading_newest on document.reading (workspace_id, document_id, read_at desc);
call tenancy.wall('document.reading');

-- Which class and retention documents of a kind begin with in this house.
create table document.kind_default (
    workspace_id uuid not null default tenancy.workspace(),
    kind         text not null check (length(kind) <= 60),
    class        text not null check (class in ('public', 'internal', 'confidential')),
    retention    text not null check (retention in ('permanent', 'long_term', 'short_term')),
    version      int not null default 1,
    primary key (workspace_id, kind)
);
call tenancy.wall('document.kind_default');
