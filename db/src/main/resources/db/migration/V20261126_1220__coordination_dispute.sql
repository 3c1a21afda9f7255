-- Something that two sides or more do not agree on. Whose word settles it stands in decider: the chief coordinator’s, or the
-- sponsor’s where the chief coordinator is a side of it, or did not settle it in time.
create table coordination.dispute (
    workspace_id      uuid not null default tenancy.workspace(),
    id                uuid not null,
    project_id        uuid not null,
    number            int not null,
    status            text not null default 'open' check (status in ('open', 'called', 'held', 'resolved', 'closed', 'withdrawn')),
    kind              text not null check (kind in ('responsibility', 'priority', 'resource', 'quality', 'other')),
    title             text not null check (length(title) between 1 and 200),
    about             text not null check (length(about) between 1 and 8000),
    raised_by         uuid not null,
    raised_at         timestamptz not null,
    decider           text not null default 'chief' check (decider in ('chief', 'sponsor')),
    version           int not null default 0,
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project
);
create index dispute_status on coordination.dispute (workspace_id, project_id, status, number desc);
create index dispute_unsettled on coordination.dispute (workspace_id, id) where decider = 'chief' and status in ('open', 'called', 'held');
call tenancy.wall('coordination.dispute');

-- A side is a party, or one person: the chief coordinator can be a side like anybody else.
create table coordination.dispute_side (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    dispute_id   uuid not null,
    position     smallint not null,
    party_id     uuid,
    member_id    uuid,
    statement    text not null default '' check (length(statement) <= 8000),
    stated_by    uuid,
    stated_at    timestamptz,
    version      int not null default 0,
    check (num_nonnulls(party_id, member_id) = 1),
    check ((stated_at is null) = (statement = '')),
    primary key (workspace_id, id),
    unique nulls not distinct (workspace_id, dispute_id, party_id, member_id),
    foreign key (workspace_id, dispute_id) references coordination.dispute,
    foreign key (workspace_id, party_id) references project.party
);
call tenancy.wall('coordination.dispute_side');

-- What happened to it, in order.
create table coordination.dispute_act (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    dispute_id   uuid not null,
    act          text not null check (act in ('raise', 'recuse', 'call', 'move', 'hold', 'escalate', 'resolve', 'withdraw', 'close')),
    at           timestamptz not null,
    by_id        uuid,
    note         text not null default '' check (length(note) <= 4000),
    primary key (workspace_id, id),
    foreign key (workspace_id, dispute_id) references coordination.dispute
);
create index dispute_act_of on coordination.dispute_act (workspace_id, dispute_id, at, id);
call tenancy.wall('coordination.dispute_act');

-- The special meeting 专题会: local time and zone as they were set, and the instant they mean.
create table coordination.dispute_meeting (
    workspace_id uuid not null default tenancy.workspace(),
    dispute_id   uuid not null,
    mode         text not null check (mode in ('online', 'on_site', 'mixed')),
    starts_local timestamp not null,
    zone         text not null,
    starts_at    timestamptz not null,
    minutes      int not null check (minutes between 5 and 480),
    place        text not null default '' check (length(place) <= 200),
    link         text not null default '' check (length(link) <= 500),
    called_by    uuid not null,
    called_at    timestamptz not null,
    record       text not null default '' check (length(record) <= 8000),
    held_by      uuid,
    held_at      timestamptz,
    version      int not null default 0,
    primary key (workspace_id, dispute_id),
    foreign key (workspace_id, dispute_id) references coordination.dispute
);
call tenancy.wall('coordination.dispute_meeting');

create table coordination.dispute_participant (
    workspace_id uuid not null default tenancy.workspace(),
    dispute_id   uuid not null,
    member_id    uuid not null,
    present      boolean,
    primary key (workspace_id, dispute_id, member_id),
    foreign key (workspace_id, dispute_id) references coordination.dispute_meeting
);
call tenancy.wall('coordination.dispute_participant');

-- The written resolution 争议处理决议: its exact text, and the SHA-256 of that text’s UTF-8. Written once.
create table coordination.dispute_resolution (
    workspace_id uuid not null default tenancy.workspace(),
    dispute_id   uuid not null,
    facts        text not null check (length(facts) between 1 and 8000),
    decision     text not null check (length(decision) between 1 and 8000),
    sealed       text not null,
    sha256       bytea not null check (length(sha256) = 32),
    resolved_by  uuid not null,
    resolved_at  timestamptz not null,
    primary key (workspace_id, dispute_id),
    foreign key (workspace_id, dispute_id) references coordination.dispute
);
call tenancy.wall('coordination.dispute_resolution');

-- Who does what by when, of a resolution.
create table coordination.dispute_measure (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    dispute_id   uuid not null,
    position     smallint not null,
    content      text not null check (length(content) between 1 and 1000),
    owner_id     uuid not null,
    due_on       date not null,
    done_by      uuid,
    done_at      timestamptz,
    check ((done_by is null) = (done_at is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, dispute_id) references coordination.dispute_resolution
);
create index dispute_measure_of on coordination.dispute_measure (workspace_id, dispute_id, position);
call tenancy.wall('coordination.dispute_measure');

-- A side has read the resolution with this fingerprint; what it objects to is noted, and changes nothing.
create table coordination.dispute_acknowledgement (
    workspace_id    uuid not null default tenancy.workspace(),
    dispute_side_id uuid not null,
    acknowledged_by uuid not null,
    acknowledged_at timestamptz not null,
    objection       text not null default '' check (length(objection) <= 4000),
    sha256          bytea not null check (length(sha256) = 32),
    primary key (workspace_id, dispute_side_id),
    foreign key (workspace_id, dispute_side_id) references coordination.dispute_side
);
call tenancy.wall('coordination.dispute_acknowledgement');
