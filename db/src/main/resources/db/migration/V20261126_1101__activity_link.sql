-- What became of what: a blocker became a request, the request a dispute. The two ends are threads' knots; nothing is ever unlinked.
create table activity.link (
    workspace_id uuid not null default tenancy.workspace(),
    from_kind    text not null,
    from_id      uuid not null,
    to_kind      text not null,
    to_id        uuid not null,
    relation     text not null default 'became' check (relation in ('became', 'about')),
    project_id   uuid not null,
    at           timestamptz not null default now(),
    by_id        uuid,
    check (from_id <> to_id),
    primary key (workspace_id, from_id, to_id)
);
create index link_to on activity.link (workspace_id, to_id, from_id);
call tenancy.wall('activity.link');
