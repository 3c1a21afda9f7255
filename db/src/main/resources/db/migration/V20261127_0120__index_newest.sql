-- Words that are neither rare nor everywhere were slow to be found: all rows that hold them were read to sort them by their age. Now what
-- the inverted index answers is cut down to the newest rows before any of them is read, and only what narrows is looked up in it.

-- Narrowed to one project, its own rows are walked back through.
create index entry_newest_of_project on index.entry (workspace_id, project_id, at desc, id desc) where project_id is not null;

-- What can be learnt by walking back through the newest rows (of one project, where “inside” is not null): how many there were, how many
-- of them are for this reader, what the results are narrowed to and few of them are (“telling”), and which hold the words.
create function index.walk(tier text, query tsquery, mine uuid[], facet uuid[], inside uuid, phrases text[], since timestamptz, last_at timestamptz, last_id uuid, depth int,
        out seen int, out visible int, out telling uuid[], out hits uuid[])
    language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_bitmapscan = off set jit = off
    as $$
    declare
        here constant uuid := tenancy.workspace();
    begin
        with w as materialized (
            select e.id, e.at, e.access && mine as visible, e.facets,
                e.access && mine and e.facets @> facet and case when tier = 'title' then e.titles @@ query else e.words @@ query and not e.titles @@ query end
                and (phrases = '{}' or (select bool_and(position(p in lower(normalize(case when tier = 'title' then e.title else e.title || E'\n' || e.body end, nfkc))) > 0) from unnest(phrases) p)) as hit
            from index.entry e
            where e.workspace_id = here and (inside is null or e.project_id = inside) and (e.at, e.id) < (last_at, last_id) and e.at >= since
            order by e.at desc, e.id desc limit depth)
        select count(*), count(*) filter (where w.visible), array(select f from unnest(facet) f where f = inside or 20 * (select count(*) from w where f = any(w.facets)) < depth),
            coalesce(array_agg(w.id order by w.at desc, w.id desc) filter (where w.hit), '{}')
            into seen, visible, telling, hits from w;
    end $$;

-- The newest of the rows that hold the words since “from_at”, by the inverted index; “held” is how many were read for that, never more than
-- “bound”. What the reader may find is a part of the look-up where that is little (“narrow”); otherwise it only sorts out.
create function index.look_up(tier text, query tsquery, mine uuid[], narrow boolean, facet uuid[], telling uuid[], inside uuid, phrases text[], from_at timestamptz, last_at timestamptz, last_id uuid, most int, bound int,
        out held int, out hits uuid[])
    language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_indexscan = off set jit = off
    as $$
    declare
        here constant uuid := tenancy.workspace();
    begin
        select count(*), coalesce((array_agg(h.id order by h.at desc, h.id desc) filter (where h.access && mine and h.facets @> facet and (tier = 'title' or not h.titles @@ query)
                and (phrases = '{}' or (select bool_and(position(p in lower(normalize(case when tier = 'title' then h.title else h.title || E'\n' || h.body end, nfkc))) > 0) from unnest(phrases) p))))[1:most], '{}')
            into held, hits
            from (select e.id, e.at, e.access, e.facets, e.titles, e.title, e.body from index.entry e
                  where e.workspace_id = here and (inside is null or e.project_id = inside) and case when tier = 'title' then e.titles @@ query else e.words @@ query end
                  and (not narrow or e.access && mine) and (telling = '{}' or e.facets @> telling) and (e.at, e.id) < (last_at, last_id) and e.at >= from_at
                  limit bound) h;
    end $$;

-- The newest rows that hold the words. Those that are everywhere are met by walking, those that are rare by looking all of them up; for
-- what lies between, the newest twenty thousand rows will mostly do. Of more than 20,000 only so many are sorted.
create function index.newest(tier text, query tsquery, mine uuid[], facet uuid[], inside uuid, phrases text[], since timestamptz, last_at timestamptz, last_id uuid, most int) returns uuid[]
    language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off
    as $$
    declare
        here constant uuid := tenancy.workspace();
        walked record;
        looked record;
        depth int;
        from_at timestamptz;
    begin
        walked := index.walk(tier, query, mine, facet, inside, phrases, since, last_at, last_id, 300);
        if walked.seen < 300 or cardinality(walked.hits) >= most then return walked.hits[1:most]; end if;
        if cardinality(walked.hits) * 10 >= most then
            walked := index.walk(tier, query, mine, facet, inside, phrases, since, last_at, last_id, 3000);
            if walked.seen < 3000 or cardinality(walked.hits) >= most then return walked.hits[1:most]; end if;
        end if;
        looked := index.look_up(tier, query, mine, walked.visible * 20 < walked.seen, facet, walked.telling, inside, phrases, since, last_at, last_id, most, 600);
        if looked.held < 600 then return looked.hits; end if;
        foreach depth in array array[20000, 100000] loop
            select e.at into from_at from index.entry e
                where e.workspace_id = here and (inside is null or e.project_id = inside) and (e.at, e.id) < (last_at, last_id) and e.at >= since order by e.at desc, e.id desc offset depth limit 1;
            exit when from_at is null;
            looked := index.look_up(tier, query, mine, walked.visible * 20 < walked.seen, facet, walked.telling, inside, phrases, from_at, last_at, last_id, most, 20000);
            if cardinality(looked.hits) >= most then return looked.hits; end if;
        end loop;
        looked := index.look_up(tier, query, mine, walked.visible * 20 < walked.seen, facet, walked.telling, inside, phrases, since, last_at, last_id, most, 20000);
        return looked.hits;
    end $$;

revoke all on function index.walk(text, tsquery, uuid[], uuid[], uuid, text[], timestamptz, timestamptz, uuid, int) from public;
revoke all on function index.look_up(text, tsquery, uuid[], boolean, uuid[], uuid[], uuid, text[], timestamptz, timestamptz, uuid, int, int) from public;
revoke all on function index.newest(text, tsquery, uuid[], uuid[], uuid, text[], timestamptz, timestamptz, uuid, int) from public;
grant execute on function index.newest(text, tsquery, uuid[], uuid[], uuid, text[], timestamptz, timestamptz, uuid, int) to meridian_app;

-- A node of the version before still asks by this name while the others are started anew.
create or replace function index.found(tier text, query tsquery, mine uuid[], facet uuid[], phrases text[], since timestamptz, last_at timestamptz, last_id uuid, most int) returns uuid[]
    language sql stable security definer set search_path = ''
    as $$ select index.newest(tier, query, mine, facet, null, phrases, since, last_at, last_id, most) $$;
drop function index.walked(text, tsquery, uuid[], uuid[], text[], timestamptz, timestamptz, uuid, int, int);
drop function index.looked_up(text, tsquery, uuid[], uuid[], text[], timestamptz, timestamptz, uuid, int);
