create schema identity;
call tenancy.admit('identity');

-- Global: who signs in, and with what. No business content.
create table identity.account (
    id            uuid primary key,
    email         text not null check (email = lower(email) and length(email) <= 254),
    password_hash text,
    locale        text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
    created_at    timestamptz not null default now(),
    disabled_at   timestamptz
);
create unique index account_email on identity.account (email collate "C");

create table identity.session (
    token_hash bytea primary key,
    account_id uuid not null references identity.account on delete cascade,
    created_at timestamptz not null default now(),
    seen_at    timestamptz not null default now(),
    expires_at timestamptz not null,
    address    text,
    agent      text
);
create index session_account on identity.session (account_id);
create index session_expiry on identity.session (expires_at);

-- An address that is a key: invitation, password reset, first set-up. Only its hash is kept.
create table identity.secret_link (
    token_hash   bytea primary key,
    kind         text not null check (kind in ('invitation', 'reset')),
    workspace_id uuid,
    member_id    uuid,
    account_id   uuid references identity.account on delete cascade,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    used_at      timestamptz
);
create index secret_link_expiry on identity.secret_link (expires_at);

-- Tenant tables from here on.
create table identity.workspace (
    workspace_id   uuid primary key default tenancy.workspace(),
    slug           text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,38}$'),
    name           text not null check (length(name) between 1 and 120),
    default_locale text not null default 'zh-CN' check (default_locale in ('zh-CN', 'en')),
    unit_code      text not null check (unit_code ~ '^[A-Z0-9]{2,8}$'),
    demo           boolean not null default false,
    version        int not null default 0,
    created_at     timestamptz not null default now()
);

create table identity.region (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    parent_id    uuid,
    name         text not null check (length(name) between 1 and 80),
    zone         text not null,
    holiday_set  text not null default '',
    lead_id      uuid,
    version      int not null default 0,
    closed_at    timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, name),
    foreign key (workspace_id, parent_id) references identity.region
);

-- One interval of work. Minutes of the day: 1440 is 24:00. Parity: 0 every week, 1 odd ISO weeks, 2 even ones.
create table identity.week_hours (
    workspace_id   uuid not null default tenancy.workspace(),
    region_id      uuid not null,
    effective_from date not null,
    parity         smallint not null check (parity between 0 and 2),
    weekday        smallint not null check (weekday between 1 and 7),
    from_minute    smallint not null check (from_minute between 0 and 1439),
    to_minute      smallint not null check (to_minute between 1 and 1440),
    check (from_minute < to_minute),
    primary key (workspace_id, region_id, effective_from, parity, weekday, from_minute),
    foreign key (workspace_id, region_id) references identity.region on delete cascade
);

create table identity.calendar_day (
    workspace_id uuid not null default tenancy.workspace(),
    region_id    uuid not null,
    day          date not null,
    working      boolean not null,
    name         text not null check (length(name) <= 80),
    source       text not null,
    from_minute  smallint,
    to_minute    smallint,
    check ((from_minute is null) = (to_minute is null) and from_minute < to_minute),
    primary key (workspace_id, region_id, day),
    foreign key (workspace_id, region_id) references identity.region on delete cascade
);

create table identity.department (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    parent_id    uuid,
    region_id    uuid,
    name         text not null check (length(name) between 1 and 80),
    head_id      uuid,
    version      int not null default 0,
    closed_at    timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, parent_id) references identity.department,
    foreign key (workspace_id, region_id) references identity.region
);

create table identity.member (
    workspace_id   uuid not null default tenancy.workspace(),
    id             uuid not null,
    account_id     uuid references identity.account,
    display_name   text not null check (length(display_name) between 1 and 80),
    email          text check (email = lower(email) and length(email) <= 254),
    phone          text check (length(phone) <= 40),
    locale         text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
    zone           text not null,
    region_id      uuid,
    department_id  uuid,
    workspace_role text not null default 'none' check (workspace_role in ('none', 'admin', 'auditor')),
    state          text not null default 'active' check (state in ('invited', 'active', 'left')),
    version        int not null default 0,
    created_at     timestamptz not null default now(),
    primary key (workspace_id, id),
    foreign key (workspace_id, region_id) references identity.region,
    foreign key (workspace_id, department_id) references identity.department
);
create unique index member_account on identity.member (workspace_id, account_id);
create unique index member_email on identity.member (workspace_id, email collate "C");
create index member_of_account on identity.member (account_id);
create index member_name on identity.member (workspace_id, display_name collate extension.names, id);
alter table identity.region add foreign key (workspace_id, lead_id) references identity.member;
alter table identity.department add foreign key (workspace_id, head_id) references identity.member;

create table identity.absence (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    member_id    uuid not null,
    kind         text not null check (kind in ('leave', 'travel', 'sick')),
    first_day    date not null,
    last_day     date not null check (last_day >= first_day),
    stand_in_id  uuid,
    note         text not null default '' check (length(note) <= 500),
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references identity.member,
    foreign key (workspace_id, stand_in_id) references identity.member
);
create index absence_member on identity.absence (workspace_id, member_id, last_day);

-- A role held in a project, for one party or (party_id null) for the whole of it.
create table identity.role_grant (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    member_id    uuid not null,
    project_id   uuid not null,
    party_id     uuid,
    role         text not null check (role in ('chief_coordinator', 'lead', 'support_head', 'business_coordinator',
                     'executor', 'technical_support', 'sponsor', 'reviewer', 'guest')),
    granted_at   timestamptz not null default now(),
    granted_by   uuid,
    primary key (workspace_id, id),
    unique nulls not distinct (workspace_id, member_id, project_id, party_id, role),
    foreign key (workspace_id, member_id) references identity.member
);
create index role_grant_project on identity.role_grant (workspace_id, project_id, role);

call tenancy.wall('identity.workspace');
call tenancy.wall('identity.region');
call tenancy.wall('identity.week_hours');
call tenancy.wall('identity.calendar_day');
call tenancy.wall('identity.department');
call tenancy.wall('identity.member');
call tenancy.wall('identity.absence');
call tenancy.wall('identity.role_grant');

-- The doors through the wall. Each is entered with a secret or an account that was proved before, and gives only what
-- belongs to it.
create function identity.workspaces_of(account uuid)
    returns table (workspace_id uuid, slug text, name text)
    language sql stable security definer set search_path = ''
    as $$
    select w.workspace_id, w.slug, w.name
    from identity.member m join identity.workspace w on w.workspace_id = m.workspace_id
    where m.account_id = account and m.state = 'active'
    order by w.name
    $$;

create function identity.workspace_exists() returns boolean
    language sql stable security definer set search_path = ''
    as $$ select exists (select from identity.workspace) $$;

-- One statement from a cookie and an address to a person in a workspace.
create function identity.enter(token bytea, workspace_slug text)
    returns table (account_id uuid, account_locale text, email text, seen_at timestamptz,
                   workspace_id uuid, slug text, workspace_name text,
                   member_id uuid, display_name text, locale text, zone text, workspace_role text)
    language sql stable security definer set search_path = ''
    as $$
    select a.id, a.locale, a.email, s.seen_at,
           w.workspace_id, w.slug, w.name,
           m.id, m.display_name, m.locale, m.zone, m.workspace_role
    from identity.session s
    join identity.account a on a.id = s.account_id and a.disabled_at is null
    left join identity.workspace w on w.slug = workspace_slug
         and exists (select from identity.member x where x.workspace_id = w.workspace_id and x.account_id = a.id and x.state = 'active')
    left join identity.member m on m.workspace_id = w.workspace_id and m.account_id = a.id
    where s.token_hash = token and s.expires_at > now()
    $$;

-- Every workspace, for background work that goes through them one by one.
create function identity.all_workspaces() returns setof uuid
    language sql stable security definer set search_path = ''
    as $$ select workspace_id from identity.workspace order by 1 $$;

-- Owned by a role that owns the tables too, which the policies do not hold.
revoke all on function identity.workspaces_of(uuid), identity.workspace_exists(), identity.enter(bytea, text), identity.all_workspaces() from public;
grant execute on function identity.workspaces_of(uuid), identity.workspace_exists(), identity.enter(bytea, text), identity.all_workspaces() to meridian_app;
