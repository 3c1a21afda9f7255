-- The seal of the history: who changes, removes or slips in a row afterwards breaks a chain of hashes.

-- Transaction numbers that go on growing when the data moves to another server, which counts from its own beginning.
create function activity.xact_offset() returns bigint language sql stable parallel safe as $$ select 0::bigint $$;

create function activity.xact() returns bigint language sql stable
    as $$ select pg_current_xact_id()::text::bigint + activity.xact_offset() $$;

-- Every transaction below this is over: no row with a smaller number will be added any more.
create function activity.settled_below() returns bigint language sql stable
    as $$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + activity.xact_offset() $$;

-- Called by the owner after every migration and restore.
create procedure activity.carry_on() language plpgsql as $$
declare
    ahead bigint;
begin
    select max(newest.xact) + 1 - pg_current_xact_id()::text::bigint into ahead
    from identity.workspace w cross join lateral (select a.xact from activity.activity a where a.workspace_id = w.workspace_id order by a.xact desc limit 1) newest;
    if ahead > activity.xact_offset() then
        execute format('create or replace function activity.xact_offset() returns bigint language sql stable parallel safe as %L', 'select ' || ahead || '::bigint');
    end if;
end $$;
revoke all on procedure activity.carry_on() from public;

alter table activity.activity add xact bigint not null default activity.xact();
create index activity_xact on activity.activity (workspace_id, xact, id);
-- The history page: by person, by kind of thing.
create index activity_actor on activity.activity (workspace_id, actor_id, id desc);
create index activity_kind on activity.activity (workspace_id, project_id, subject_kind, id desc);

-- One link of a workspace's chain: all rows behind the last link's position up to its own, in the order (xact, id).
-- marks: 16 bytes of id and the first 8 of the row's SHA-256 for each, so that a broken row can be named.
create table activity.seal (
    workspace_id  uuid not null default tenancy.workspace(),
    number        int not null check (number > 0),
    last_xact     bigint not null,
    last_id       uuid not null,
    row_count     int not null check (row_count > 0),
    marks         bytea not null,
    previous_hash bytea not null,
    hash          bytea not null,
    sealed_at     timestamptz not null,
    primary key (workspace_id, number)
);
call tenancy.wall('activity.seal');
revoke update, delete on activity.seal from meridian_app;

-- Whose history goes on behind its last link.
create function activity.unsealed_workspaces() returns setof uuid
    language sql stable security definer set search_path = ''
    as $$
    select w.workspace_id from identity.workspace w
    left join lateral (select s.last_xact, s.last_id from activity.seal s where s.workspace_id = w.workspace_id order by s.number desc limit 1) s on true
    where exists (select from activity.activity a where a.workspace_id = w.workspace_id and (a.xact, a.id) > (coalesce(s.last_xact, -1), coalesce(s.last_id, '00000000-0000-0000-0000-000000000000')))
    order by 1
    $$;
revoke all on function activity.unsealed_workspaces() from public;
grant execute on function activity.unsealed_workspaces() to meridian_app;
