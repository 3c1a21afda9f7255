create schema project;
call tenancy.admit('project');

create table project.scenario_template (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    scenario     text not null check (scenario in ('rollout', 'integration', 'special_task', 'operation')),
    name_zh      text not null,
    name_en      text not null,
    content      jsonb not null,
    position     smallint not null default 0,
    retired_at   timestamptz,
    primary key (workspace_id, id)
);
call tenancy.wall('project.scenario_template');

create table project.project (
    workspace_id     uuid not null default tenancy.workspace(),
    id               uuid not null,
    code             text not null check (code ~ '^[A-Z][A-Z0-9]{1,7}$'),
    name             text not null check (length(name) between 1 and 120),
    scenario         text not null check (scenario in ('rollout', 'integration', 'special_task', 'operation')),
    stage            text not null default 'preparation' check (stage in ('preparation', 'launch', 'execution', 'closing', 'closed')),
    home_region_id   uuid not null,
    currency         text not null default 'CNY' check (currency ~ '^[A-Z]{3}$'),
    starts_on        date not null,
    ends_on          date,
    last_task_number int not null default 0,
    settings         jsonb not null default '{}',
    version          int not null default 0,
    created_at       timestamptz not null default now(),
    created_by       uuid,
    closed_at        timestamptz,
    deleted_at       timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, code),
    foreign key (workspace_id, home_region_id) references identity.region
);
call tenancy.wall('project.project');

-- A party (responsibility unit): a region or a department in the project's scope.
create table project.party (
    workspace_id  uuid not null default tenancy.workspace(),
    id            uuid not null,
    project_id    uuid not null,
    kind          text not null check (kind in ('region', 'department')),
    region_id     uuid,
    department_id uuid,
    name          text not null check (length(name) between 1 and 80),
    position      int not null default 0,
    removed_at    timestamptz,
    version       int not null default 0,
    check ((kind = 'region') = (region_id is not null) and (kind = 'department') = (department_id is not null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, name),
    unique nulls not distinct (workspace_id, project_id, region_id, department_id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, region_id) references identity.region,
    foreign key (workspace_id, department_id) references identity.department
);
call tenancy.wall('project.party');

create table project.charter (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null unique,
    background   text not null default '' check (length(background) <= 8000),
    goal         text not null default '' check (length(goal) <= 8000),
    constraints  text not null default '' check (length(constraints) <= 8000),
    state        text not null default 'draft' check (state in ('draft', 'in_approval', 'approved')),
    version      int not null default 0,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('project.charter');

-- What is inside and what is outside: regions, departments or content in words.
create table project.scope_item (
    workspace_id  uuid not null default tenancy.workspace(),
    project_id    uuid not null,
    id            uuid not null,
    included      boolean not null,
    region_id     uuid,
    department_id uuid,
    content       text not null default '' check (length(content) <= 1000),
    position      int not null default 0,
    check (num_nonnulls(region_id, department_id, nullif(content, '')) = 1),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
create index scope_item_project on project.scope_item (workspace_id, project_id, position);
call tenancy.wall('project.scope_item');

create table project.deliverable (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    name         text not null check (length(name) between 1 and 200),
    description  text not null default '' check (length(description) <= 4000),
    due_on       date,
    position     int not null default 0,
    version      int not null default 0,
    deleted_at   timestamptz,
    deleted_by   uuid,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
create index deliverable_project on project.deliverable (workspace_id, project_id, position);
call tenancy.wall('project.deliverable');

create table project.criterion (
    workspace_id   uuid not null default tenancy.workspace(),
    id             uuid not null,
    deliverable_id uuid not null,
    content        text not null check (length(content) between 1 and 1000),
    position       int not null default 0,
    primary key (workspace_id, id),
    foreign key (workspace_id, deliverable_id) references project.deliverable on delete cascade
);
create index criterion_deliverable on project.criterion (workspace_id, deliverable_id, position);
call tenancy.wall('project.criterion');

create table project.indicator (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    name         text not null check (length(name) between 1 and 120),
    unit         text not null default '' check (length(unit) <= 20),
    comparator   text not null check (comparator in ('at_least', 'at_most', 'equal')),
    target       numeric(19, 4),
    rollup       text not null default 'sum' check (rollup in ('sum', 'average', 'weighted', 'latest')),
    due_on       date,
    position     int not null default 0,
    version      int not null default 0,
    deleted_at   timestamptz,
    deleted_by   uuid,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
create index indicator_project on project.indicator (workspace_id, project_id, position);
call tenancy.wall('project.indicator');

create table project.party_target (
    workspace_id uuid not null default tenancy.workspace(),
    indicator_id uuid not null,
    party_id     uuid not null,
    target       numeric(19, 4),
    weight       numeric(9, 4) not null default 1 check (weight > 0),
    primary key (workspace_id, indicator_id, party_id),
    foreign key (workspace_id, indicator_id) references project.indicator on delete cascade,
    foreign key (workspace_id, party_id) references project.party
);
call tenancy.wall('project.party_target');

create table project.measurement (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    indicator_id uuid not null,
    party_id     uuid,
    value        numeric(19, 4) not null,
    measured_on  date not null,
    evidence     text not null default '' check (length(evidence) <= 1000),
    entered_by   uuid not null,
    entered_at   timestamptz not null default now(),
    primary key (workspace_id, id),
    foreign key (workspace_id, indicator_id) references project.indicator on delete cascade
);
create index measurement_indicator on project.measurement (workspace_id, indicator_id, party_id, measured_on desc, id desc);
call tenancy.wall('project.measurement');

-- What is said of a role beyond the role itself. Its id is the grant's.
create table project.team_member (
    workspace_id uuid not null default tenancy.workspace(),
    role_grant_id     uuid not null,
    project_id   uuid not null,
    duties       text not null default '' check (length(duties) <= 2000),
    contact      text not null default '' check (length(contact) <= 200),
    deputy_id    uuid,
    version      int not null default 0,
    primary key (workspace_id, role_grant_id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, role_grant_id) references identity.role_grant on delete cascade,
    foreign key (workspace_id, deputy_id) references identity.member
);
create index team_member_project on project.team_member (workspace_id, project_id);
call tenancy.wall('project.team_member');

-- The responsibility matrix: deliverable × party → R, A, C or I.
create table project.responsibility (
    workspace_id   uuid not null default tenancy.workspace(),
    deliverable_id uuid not null,
    party_id       uuid not null,
    letter         text not null check (letter in ('R', 'A', 'C', 'I')),
    primary key (workspace_id, deliverable_id, party_id),
    foreign key (workspace_id, deliverable_id) references project.deliverable on delete cascade,
    foreign key (workspace_id, party_id) references project.party
);
call tenancy.wall('project.responsibility');

create table project.resource (
    workspace_id       uuid not null default tenancy.workspace(),
    id                 uuid not null,
    project_id         uuid not null,
    kind               text not null check (kind in ('budget', 'people', 'technology', 'data', 'equipment')),
    name               text not null check (length(name) between 1 and 200),
    amount             numeric(19, 4),
    unit               text not null default '' check (length(unit) <= 20),
    provider_party_id  uuid,
    provider_member_id uuid,
    available_from     date,
    available_until    date check (available_until >= available_from),
    status             text not null default 'planned' check (status in ('planned', 'confirmed', 'in_use', 'returned')),
    confirmed_by       uuid,
    confirmed_at       timestamptz,
    committed          numeric(19, 4) not null default 0,
    spent              numeric(19, 4) not null default 0,
    position           int not null default 0,
    version            int not null default 0,
    deleted_at         timestamptz,
    deleted_by         uuid,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, provider_party_id) references project.party
);
create index resource_project on project.resource (workspace_id, project_id, kind, position);
call tenancy.wall('project.resource');

create table project.tool_rules (
    workspace_id     uuid not null default tenancy.workspace(),
    project_id       uuid not null,
    management_tool  text not null default '' check (length(management_tool) <= 200),
    messaging_tool   text not null default '' check (length(messaging_tool) <= 200),
    documents_tool   text not null default '' check (length(documents_tool) <= 200),
    rules            text not null default '' check (length(rules) <= 8000),
    naming_pattern   text not null default '{project}-{region}-{document}-{yyyyMMdd}-v{n}' check (length(naming_pattern) <= 120),
    minutes_template text not null default '' check (length(minutes_template) <= 8000),
    published_at     timestamptz,
    published_by     uuid,
    version          int not null default 0,
    primary key (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('project.tool_rules');

create table project.stage_change (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    from_stage   text not null,
    to_stage     text not null,
    waived       jsonb not null default '[]',
    reason       text not null default '' check (length(reason) <= 2000),
    changed_by   uuid not null,
    changed_at   timestamptz not null default now(),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
create index stage_change_project on project.stage_change (workspace_id, project_id, changed_at);
call tenancy.wall('project.stage_change');
