-- A resolution as it is written before it is approved; what is issued then is this. Measures are a list of what, who and by when.
create table coordination.resolution_draft (
    workspace_id uuid not null default tenancy.workspace(),
    dispute_id   uuid not null,
    facts        text not null check (length(facts) between 1 and 8000),
    decision     text not null check (length(decision) between 1 and 8000),
    measures     jsonb not null default '[]',
    language     text not null check (language in ('zh-CN', 'en')),
    drafted_by   uuid not null,
    drafted_at   timestamptz not null,
    primary key (workspace_id, dispute_id),
    foreign key (workspace_id, dispute_id) references coordination.dispute
);
call tenancy.wall('coordination.resolution_draft');
