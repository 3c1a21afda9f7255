create schema knowledge;
call tenancy.admit('knowledge');

create table knowledge.counter (
    workspace_id uuid not null default tenancy.workspace(),
    thing        text not null,
    last         int not null,
    primary key (workspace_id, thing)
);
call tenancy.wall('knowledge.counter');

-- A lesson or an article as its author has it now. What others read is its current edition. A lesson out of a project keeps
-- the project; approver_id is who is asked to review it.
create table knowledge.entry (
    workspace_id   uuid not null default tenancy.workspace(),
    id             uuid not null,
    kind           text not null check (kind in ('lesson', 'article')),
    number         int not null,
    state          text not null default 'draft' check (state in ('draft', 'review', 'published', 'retired')),
    edition        int not null default 0 check (edition >= 0),
    project_id     uuid,
    party_id       uuid,
    scenario       text check (scenario in ('rollout', 'integration', 'special_task', 'operation')),
    title          text not null check (length(title) between 1 and 200),
    situation      text not null default '' check (length(situation) <= 4000),
    happened       text not null default '' check (length(happened) <= 4000),
    why            text not null default '' check (length(why) <= 4000),
    advice         text not null default '' check (length(advice) <= 4000),
    body           text not null default '' check (length(body) <= 40000),
    tags           text[] not null default '{}' check (cardinality(tags) <= 10),
    change_note    text not null default '' check (length(change_note) <= 400),
    author_id      uuid not null,
    approver_id    uuid,
    said           text not null default '' check (length(said) <= 2000),
    created_at     timestamptz not null,
    changed_at     timestamptz not null,
    published_at   timestamptz,
    retired_at     timestamptz,
    retired_by     uuid,
    retired_reason text not null default '' check (length(retired_reason) <= 1000),
    votes          int not null default 0 check (votes >= 0),
    version        int not null default 0,
    check ((edition = 0) = (published_at is null)),
    check ((state = 'retired') = (retired_at is not null)),
    check (state <> 'published' or edition > 0),
    check (project_id is not null or party_id is null),
    primary key (workspace_id, id),
    unique (workspace_id, number),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, party_id) references project.party
);
create index entry_project on knowledge.entry (workspace_id, project_id, number desc) where project_id is not null;
create index entry_author on knowledge.entry (workspace_id, author_id, number desc) where state in ('draft', 'review');
create index entry_approver on knowledge.entry (workspace_id, approver_id, number desc) where state = 'review';
call tenancy.wall('knowledge.entry');

-- What was published, for good; the newest one is what is read.
create table knowledge.edition (
    workspace_id uuid not null default tenancy.workspace(),
    entry_id     uuid not null,
    number       int not null check (number > 0),
    newest       boolean not null default true,
    scenario     text,
    title        text not null,
    situation    text not null,
    happened     text not null,
    why          text not null,
    advice       text not null,
    body         text not null,
    tags         text[] not null,
    change_note  text not null,
    author_id    uuid not null,
    reviewed_by  uuid not null,
    published_at timestamptz not null,
    primary key (workspace_id, entry_id, number),
    foreign key (workspace_id, entry_id) references knowledge.entry
);
create unique index edition_newest on knowledge.edition (workspace_id, entry_id) where newest;
create index edition_scenario on knowledge.edition (workspace_id, scenario, entry_id) where newest;
call tenancy.wall('knowledge.edition');

-- Somebody found it useful.
create table knowledge.vote (
    workspace_id uuid not null default tenancy.workspace(),
    entry_id     uuid not null,
    member_id    uuid not null,
    at           timestamptz not null,
    primary key (workspace_id, entry_id, member_id),
    foreign key (workspace_id, entry_id) references knowledge.entry
);
call tenancy.wall('knowledge.vote');

-- What a text speaks of: the pairs of characters of what is not written in Latin letters, and the words of what is, each
-- told apart by its workspace. As risks have it; the arrows of the schemas keep the two apart.
create function knowledge.subjects(workspace uuid, words text) returns int[]
    language sql immutable parallel safe strict
    as $$
    select array_agg(distinct hashtext(workspace::text || s)) from (
        select substr(lower(words), i, 2) s from generate_series(1, length(words) - 1) i where substr(lower(words), i, 2) ~ '^[^\x01-\x7f\u3000-\u303f\uff00-\uffef\u2010-\u2027]{2}$'
        union all
        select m[1] from regexp_matches(lower(words), '[a-z0-9]{3,}', 'g') m where m[1] not in ('the', 'and', 'for', 'not', 'may', 'are', 'with', 'from', 'that', 'this', 'before', 'too', 'can', 'has', 'will')
    ) x $$;

create function knowledge.spoken_of(workspace uuid, title text, situation text, happened text, tags text[]) returns int[]
    language sql immutable parallel safe strict
    as $$ select knowledge.subjects(workspace, title || ' ' || situation || ' ' || happened || ' ' || array_to_string(tags, ' ', '')) $$;

create index edition_subjects on knowledge.edition using gin (knowledge.spoken_of(workspace_id, title, situation, happened, tags)) with (fastupdate = off) where newest;

-- The published entries of the workspace that share the most with these words, at least a quarter of them and two.
create function knowledge.similar(words text, most int) returns table (id uuid, shared int)
    language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
    as $$
    declare
        here constant uuid := tenancy.workspace();
        asked constant int[] := knowledge.subjects(here, words);
    begin
        if asked is null then return; end if;
        return query
            select f.entry_id, f.n from (
                select e.entry_id, (select count(*)::int from unnest(asked) a where a = any (knowledge.spoken_of(e.workspace_id, e.title, e.situation, e.happened, e.tags))) n
                from knowledge.edition e
                where e.workspace_id = here and e.newest and knowledge.spoken_of(e.workspace_id, e.title, e.situation, e.happened, e.tags) && asked) f
            where f.n >= 2 and f.n * 4 >= cardinality(asked)
            order by f.n desc, f.entry_id desc
            limit most;
    end $$;
revoke all on function knowledge.similar(text, int) from public;
grant execute on function knowledge.similar(text, int) to meridian_app;
