create schema document;
call tenancy.admit('document');

-- One row a document of a project; its number is never given twice.
create table document.document (
    workspace_id   uuid not null default tenancy.workspace(),
    id             uuid not null,
    project_id     uuid not null,
    kind           text not null,
    subject_id     uuid not null,
    number         text not null,
    class          text not null default 'internal' check (class in ('public', 'internal', 'confidential')),
    retention      text not null default 'long_term' check (retention in ('permanent', 'long_term', 'short_term')),
    draft          int not null default 1,
    issue          int not null default 0,
    voided_at      timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, number),
    unique (workspace_id, project_id, kind, subject_id)
);
call tenancy.wall('document.document');

create table document.serial (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    kind         text not null,
    year         smallint not null,
    last         int not null,
    primary key (workspace_id, project_id, kind, year)
);
call tenancy.wall('document.serial');

-- Each issue of a document: what was agreed, frozen, with who prepared, checked and approved it.
create table document.revision (
    workspace_id uuid not null default tenancy.workspace(),
    document_id  uuid not null,
    issue        int not null,
    reason       text not null default '',
    content      jsonb not null,
    sha256       bytea not null,
    prepared_by  uuid,
    checked_by   uuid,
    approved_by  uuid,
    issued_at    timestamptz not null default now(),
    primary key (workspace_id, document_id, issue),
    foreign key (workspace_id, document_id) references document.document
);
call tenancy.wall('document.revision');
