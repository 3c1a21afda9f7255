-- The words of a project's week: what its figures mean, and what is wanted from above. Issued, they are a document with the figures.
create table board.one_pager (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    week         date not null check (extract(isodow from week) = 1),
    summary      text not null default '' check (length(summary) <= 400),
    decisions    text not null default '' check (length(decisions) <= 600),
    changed_by   uuid not null,
    changed_at   timestamptz not null,
    version      int not null default 0,
    primary key (workspace_id, id),
    unique (workspace_id, project_id, week),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('board.one_pager');
