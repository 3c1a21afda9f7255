-- What an editable Word file said when it was handed out: an edited copy is compared with it. The fields are pairs of key and
-- text, in the order in which the file marks them.
create table document.handed_out (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    kind         text not null check (length(kind) <= 60),
    subject_id   uuid not null,
    language     text not null check (language in ('zh', 'en')),
    fields       jsonb not null,
    handed_by    uuid not null,
    handed_at    timestamptz not null,
    primary key (workspace_id, id)
);
create index handed_out_subject on document.handed_out (workspace_id, subject_id, handed_at);
call tenancy.wall('document.handed_out');

-- A copy that came back: what it says now, until somebody has decided which of it holds.
create table document.returned (
    workspace_id  uuid not null default tenancy.workspace(),
    id            uuid not null,
    handed_out_id uuid not null,
    file_name     text not null check (length(file_name) between 1 and 200),
    found         jsonb not null,
    state         text not null default 'open' check (state in ('open', 'written', 'discarded')),
    returned_by   uuid not null,
    returned_at   timestamptz not null,
    settled_at    timestamptz,
    check ((state = 'open') = (settled_at is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, handed_out_id) references document.handed_out
);
create index returned_of on document.returned (workspace_id, handed_out_id);
call tenancy.wall('document.returned');
