-- A company's own Word file for a kind of document: proposed, then used, until it is removed or another takes its place.
create table document.docx_template (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    kind         text not null check (length(kind) <= 60),
    state        text not null check (state in ('proposed', 'used', 'removed')),
    file_name    text not null check (length(file_name) between 1 and 200),
    content      bytea not null check (length(content) <= 5242880),
    uploaded_by  uuid not null,
    uploaded_at  timestamptz not null,
    used_by      uuid,
    used_at      timestamptz,
    check ((used_by is null) = (used_at is null)),
    check (state <> 'used' or used_at is not null),
    primary key (workspace_id, id)
);
create unique index docx_template_proposed on document.docx_template (workspace_id, kind) where state = 'proposed';
create unique index docx_template_used on document.docx_template (workspace_id, kind) where state = 'used';
call tenancy.wall('document.docx_template');
