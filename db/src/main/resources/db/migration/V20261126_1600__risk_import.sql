-- A register brought as a file: kept for a day, looked at and mended as often as wanted; only its confirmation writes.
create table risk.risk_import (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    file_name    text not null check (length(file_name) between 1 and 200),
    content      bytea not null,
    mends        jsonb not null default '[]',
    uploaded_by  uuid not null,
    uploaded_at  timestamptz not null,
    written_at   timestamptz,
    risks        int,
    version      int not null default 0,
    check ((written_at is null) = (risks is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('risk.risk_import');
