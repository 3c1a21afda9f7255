-- What can be found: one row a thing, written in the transaction that changes the thing.
create schema index;
call tenancy.admit('index');

-- source and thing_id: whose reading made the row, so that it can be read anew. under_id: a file or a comment is seen by whoever sees
-- the thing it belongs to, whose audiences it takes on, and whose title where it borrows that. audiences: projects (for who reads them) and groups of the workspace; named:
-- people beside them. titles and words: pairs of Chinese characters, words of other scripts and their stems, made by the application.
create table index.entry (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    kind         text not null check (kind ~ '^[a-z_]{1,40}$'),
    source       text not null check (source ~ '^[a-z_]{1,40}$'),
    thing_id     uuid not null,
    under_id     uuid,
    borrows      boolean not null default false,
    project_id   uuid,
    party_id     uuid,
    author_id    uuid,
    at           timestamptz not null,
    number       text not null default '' check (length(number) <= 120),
    number_key   text collate "C" not null default '' check (length(number_key) <= 120),
    title        text not null check (length(title) <= 400),
    body         text not null default '' check (length(body) <= 2100),
    address      text not null check (length(address) <= 400),
    audiences    uuid[] not null,
    named        uuid[] not null default '{}',
    titles       tsvector not null,
    words        tsvector not null,
    access       uuid[] not null generated always as (audiences || named) stored,
    facets       uuid[] not null generated always as (array[md5(kind)::uuid] || case when project_id is null then '{}'::uuid[] else array[project_id] end
                     || case when party_id is null then '{}'::uuid[] else array[party_id] end || case when author_id is null then '{}'::uuid[] else array[author_id] end) stored,
    primary key (workspace_id, id)
);
call tenancy.wall('index.entry');
create index entry_newest on index.entry (workspace_id, at desc, id desc);
create index entry_number on index.entry (workspace_id, number_key) where number_key <> '';
create index entry_thing on index.entry (workspace_id, thing_id);
create index entry_under on index.entry (workspace_id, under_id) where under_id is not null;
create index entry_titles on index.entry using gin (titles, access, facets) with (gin_pending_list_limit = 512);
create index entry_words on index.entry using gin (words, access, facets) with (gin_pending_list_limit = 512);

-- What is too long for a row, and what stands in files. Files wait for their text, which is taken out of them in the background.
create table index.content (
    workspace_id uuid not null default tenancy.workspace(),
    entry_id     uuid not null,
    state        text not null default 'read' check (state in ('waiting', 'read', 'unreadable')),
    sha256       bytea check (length(sha256) = 32),
    type         text not null default '' check (length(type) <= 200),
    tried        smallint not null default 0,
    tried_at     timestamptz,
    body         text not null default '' check (length(body) <= 200000),
    words        tsvector not null default '',
    primary key (workspace_id, entry_id),
    foreign key (workspace_id, entry_id) references index.entry on delete cascade,
    check ((state = 'read') or (body = ''))
);
call tenancy.wall('index.content');
create index content_waiting on index.content (workspace_id, tried_at nulls first) where state = 'waiting';
create index content_words on index.content using gin (words) with (gin_pending_list_limit = 512);

-- How far what was there before has been read into the index.
create table index.reading (
    workspace_id uuid not null default tenancy.workspace(),
    source       text not null,
    edition      int not null,
    last_id      uuid,
    done_at      timestamptz,
    primary key (workspace_id, source)
);
call tenancy.wall('index.reading');

-- The policies would keep the indexes from being used (their operators might tell of other rows by their errors), so these stand behind
-- them and ask for the workspace themselves. Whoever calls joins the rows to what may be seen.

-- The newest rows that hold the words, by walking back through them: right for words that are everywhere. Null where there are
-- not enough of them within so many rows.
create function index.walked(tier text, query tsquery, mine uuid[], facet uuid[], phrases text[], since timestamptz, last_at timestamptz, last_id uuid, most int, depth int) returns uuid[]
    language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_bitmapscan = off set jit = off
    as $$
    declare
        here constant uuid := tenancy.workspace();
        seen int;
        hits uuid[];
    begin
        select count(*), array_agg(w.id order by w.at desc, w.id desc) filter (where
                case when tier = 'title' then w.titles @@ query else w.words @@ query and not w.titles @@ query end
                and w.access && mine and w.facets @> facet
                and (phrases = '{}' or (select bool_and(position(p in lower(normalize(case when tier = 'title' then w.title else w.title || E'\n' || w.body end, nfkc))) > 0) from unnest(phrases) p)))
            into seen, hits
            from (select e.* from index.entry e
                  where e.workspace_id = here and (e.at, e.id) < (last_at, last_id) and e.at >= since
                  order by e.at desc, e.id desc limit depth) w;
        if seen < depth or cardinality(hits) >= most then return coalesce(hits[1:most], '{}'); end if;
        if depth > 300 or coalesce(cardinality(hits), 0) * 10 < most then return null; end if;
        return index.walked(tier, query, mine, facet, phrases, since, last_at, last_id, most, depth * 10);
    end $$;

-- The newest rows that hold the words, by the inverted index: right for all others. Of more than 20,000 it sorts only so many.
create function index.looked_up(tier text, query tsquery, mine uuid[], facet uuid[], phrases text[], since timestamptz, last_at timestamptz, last_id uuid, most int) returns uuid[]
    language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_indexscan = off set jit = off
    as $$
    declare
        here constant uuid := tenancy.workspace();
        hits uuid[];
    begin
        execute format($q$
            select array(select h.id from (
                select e.id, e.at from index.entry e
                where e.workspace_id = $1 and e.%I @@ $2 and e.access && $3 %s %s %s and (e.at, e.id) < ($6, $7) and e.at >= $8
                limit 20000) h
            order by h.at desc, h.id desc limit $9)$q$,
            case when tier = 'title' then 'titles' else 'words' end,
            case when facet = '{}' then '' else 'and e.facets @> $4' end,
            case when tier = 'title' then '' else 'and not e.titles @@ $2' end,
            case when phrases = '{}' then '' else format('and (select bool_and(position(p in lower(normalize(%s, nfkc))) > 0) from unnest($5) p)',
                case when tier = 'title' then 'e.title' else 'e.title || E''\n'' || e.body' end) end)
            into hits using here, query, mine, facet, phrases, last_at, last_id, since, most;
        return hits;
    end $$;

create function index.found(tier text, query tsquery, mine uuid[], facet uuid[], phrases text[], since timestamptz, last_at timestamptz, last_id uuid, most int) returns uuid[]
    language sql stable security definer set search_path = ''
    as $$ select coalesce(index.walked(tier, query, mine, facet, phrases, since, last_at, last_id, most, 300), index.looked_up(tier, query, mine, facet, phrases, since, last_at, last_id, most)) $$;

-- The newest of those whose long text or file holds the words and whose own row does not. The words are told apart by the workspace.
create function index.contained(query tsquery, own tsquery, mine uuid[], facet uuid[], phrases text[], since timestamptz, last_at timestamptz, last_id uuid, most int) returns uuid[]
    language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set enable_seqscan = off set jit = off
    as $$
    declare
        here constant uuid := tenancy.workspace();
        hits uuid[];
    begin
        select array(select e.id
            from (select c.entry_id from index.content c where c.workspace_id = here and c.words @@ query
                  and (phrases = '{}' or (select bool_and(position(p in lower(normalize(c.body, nfkc))) > 0) from unnest(phrases) p)) limit 5000) c
            join index.entry e on e.workspace_id = here and e.id = c.entry_id
            where e.access && mine and e.facets @> facet and (e.at, e.id) < (last_at, last_id) and e.at >= since and not e.words @@ own
            order by e.at desc, e.id desc limit most) into hits;
        return hits;
    end $$;

revoke all on function index.walked(text, tsquery, uuid[], uuid[], text[], timestamptz, timestamptz, uuid, int, int) from public;
revoke all on function index.looked_up(text, tsquery, uuid[], uuid[], text[], timestamptz, timestamptz, uuid, int) from public;
revoke all on function index.found(text, tsquery, uuid[], uuid[], text[], timestamptz, timestamptz, uuid, int) from public;
revoke all on function index.contained(tsquery, tsquery, uuid[], uuid[], text[], timestamptz, timestamptz, uuid, int) from public;
grant execute on function index.found(text, tsquery, uuid[], uuid[], text[], timestamptz, timestamptz, uuid, int) to meridian_app;
grant execute on function index.contained(tsquery, tsquery, uuid[], uuid[], text[], timestamptz, timestamptz, uuid, int) to meridian_app;
