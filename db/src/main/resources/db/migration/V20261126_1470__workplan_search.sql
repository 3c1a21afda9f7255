-- What a plan is narrowed to by its search box, and by “mine”, found by an index however large the plan is.

-- The pairs of characters of a title, each told apart by its project. Two characters are a word in Chinese, which is why the usual
-- three would not do. Pairs that look the same by chance are sorted out by whoever asks.
create function workplan.pairs(project uuid, words text) returns int[]
    language sql immutable parallel safe strict
    as $$ select array_agg(distinct hashtext(project::text || substr(w, i, 2))) from lower(words) w, generate_series(1, length(w) - 1) i $$;

create index task_pairs on workplan.task using gin (workplan.pairs(project_id, title)) with (fastupdate = off) where deleted_at is null;
create index task_whose on workplan.task (workspace_id, project_id, owner_id, path) where deleted_at is null and owner_id is not null;

-- The tasks of a project whose title holds the words; null where so many do that reading on from “after” finds them sooner. The
-- policies would keep the index from being used (its operator might tell of other rows by its errors), so this stands behind them
-- and asks for the workspace itself.
create function workplan.titled(project uuid, words text, after text) returns uuid[]
    language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
    as $$
    declare
        here constant uuid := tenancy.workspace();
        often int;
    begin
        select count(*) filter (where position(lower(words) in lower(t.title)) > 0) into often
        from (select title from workplan.task
              where workspace_id = here and project_id = project and deleted_at is null and path > after collate "C" order by path limit 600) t;
        if often > 60 or length(words) < 2 then return null; end if;
        return array(select t.id from workplan.task t
                     where t.workspace_id = here and t.project_id = project and t.deleted_at is null
                     and workplan.pairs(t.project_id, t.title) @> workplan.pairs(project, words) and position(lower(words) in lower(t.title)) > 0);
    end $$;
revoke all on function workplan.titled(uuid, text, text) from public;
grant execute on function workplan.titled(uuid, text, text) to meridian_app;
