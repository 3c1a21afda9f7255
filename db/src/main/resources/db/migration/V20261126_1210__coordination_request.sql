-- The numbers people call things by, counted up in each project and never given twice.
create table coordination.numbering (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    thing        text not null check (thing in ('resource_request', 'dispute')),
    last         int not null,
    primary key (workspace_id, project_id, thing)
);
call tenancy.wall('coordination.numbering');

-- Who asks for what by when. What was given stands beside what was asked for; who said what when are acts.
create table coordination.resource_request (
    workspace_id             uuid not null default tenancy.workspace(),
    id                       uuid not null,
    project_id               uuid not null,
    number                   int not null,
    status                   text not null default 'draft' check (status in ('draft', 'awaiting_consent', 'awaiting_answer', 'granted', 'partly',
                                 'refused', 'delivered', 'fulfilled', 'unfulfilled', 'withdrawn')),
    kind                     text not null check (kind in ('budget', 'people', 'technology', 'data', 'equipment')),
    resource_id              uuid,
    name                     text not null check (length(name) between 1 and 200),
    amount                   numeric(19, 4) not null check (amount > 0),
    unit                     text not null default '' check (length(unit) <= 20),
    needed_by                date not null,
    needed_until             date check (needed_until >= needed_by),
    reason                   text not null check (length(reason) between 1 and 4000),
    effect                   text not null check (length(effect) between 1 and 4000),
    party_id                 uuid not null,
    requester_member_id      uuid not null,
    provider_party_id        uuid,
    provider_member_id       uuid,
    prepared_by              uuid not null,
    prepared_at              timestamptz not null,
    submitted_at             timestamptz,
    given_amount             numeric(19, 4) check (given_amount > 0),
    given_party_id           uuid,
    given_member_id          uuid,
    promised_on              date,
    version                  int not null default 0,
    check (status not in ('granted', 'partly', 'delivered', 'fulfilled', 'unfulfilled') or given_amount is not null),
    check ((given_amount is null) = (promised_on is null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, resource_id) references project.resource,
    foreign key (workspace_id, party_id) references project.party,
    foreign key (workspace_id, provider_party_id) references project.party,
    foreign key (workspace_id, given_party_id) references project.party
);
create index resource_request_status on coordination.resource_request (workspace_id, project_id, status, number desc);
create index resource_request_resource on coordination.resource_request (workspace_id, resource_id) where resource_id is not null;
call tenancy.wall('coordination.resource_request');

create table coordination.request_act (
    workspace_id        uuid not null default tenancy.workspace(),
    id                  uuid not null,
    resource_request_id uuid not null,
    act                 text not null check (act in ('submit', 'consent', 'offer', 'decline', 'grant', 'grant_partly', 'refuse', 'deliver', 'fulfil', 'fail', 'withdraw')),
    at                  timestamptz not null,
    by_id               uuid not null,
    amount              numeric(19, 4),
    day                 date,
    note                text not null default '' check (length(note) <= 4000),
    primary key (workspace_id, id),
    foreign key (workspace_id, resource_request_id) references coordination.resource_request
);
create index request_act_of on coordination.request_act (workspace_id, resource_request_id, at, id);
call tenancy.wall('coordination.request_act');
