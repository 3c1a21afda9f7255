-- Risks that speak of the same, found by an index however many there are.

-- What a text speaks of: the pairs of characters of what is not written in Latin letters, and the words of what is, each
-- told apart by its workspace.
create function risk.subjects(workspace uuid, words text) returns int[]
    language sql immutable parallel safe strict
    as $$
    select array_agg(distinct hashtext(workspace::text || s)) from (
        select substr(lower(words), i, 2) s from generate_series(1, length(words) - 1) i where substr(lower(words), i, 2) ~ '^[^\x01-\x7f\u3000-\u303f\uff00-\uffef\u2010-\u2027]{2}$'
        union all
        select m[1] from regexp_matches(lower(words), '[a-z0-9]{3,}', 'g') m where m[1] not in ('the', 'and', 'for', 'not', 'may', 'are', 'with', 'from', 'that', 'this', 'before', 'too', 'can', 'has', 'will')
    ) x $$;

create index risk_subjects on risk.risk using gin (risk.subjects(workspace_id, description)) with (fastupdate = off);

-- The risks of the workspace that share the most with these words, at least a quarter of them and two. The policies would
-- keep the index from being used, so this stands behind them and asks for the workspace itself.
create function risk.similar(words text, most int) returns table (id uuid, shared int)
    language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
    as $$
    declare
        here constant uuid := tenancy.workspace();
        asked constant int[] := risk.subjects(here, words);
    begin
        if asked is null then return; end if;
        return query
            select f.id, f.n from (
                select r.id, (select count(*)::int from unnest(asked) a where a = any (risk.subjects(r.workspace_id, r.description))) n
                from risk.risk r
                where r.workspace_id = here and risk.subjects(r.workspace_id, r.description) && asked) f
            where f.n >= 2 and f.n * 4 >= cardinality(asked)
            order by f.n desc, f.id desc
            limit most;
    end $$;
revoke all on function risk.similar(text, int) from public;
grant execute on function risk.similar(text, int) to meridian_app;
