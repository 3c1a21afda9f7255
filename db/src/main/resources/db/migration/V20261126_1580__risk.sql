create schema risk;
call tenancy.admit('risk');

-- One a project: the last number given, and from which score on a risk counts as medium or high.
create table risk.register (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    last_number  int not null default 0,
    medium_from  smallint not null default 5 check (medium_from between 2 and 24),
    high_from    smallint not null default 12 check (high_from between 3 and 25),
    version      int not null default 0,
    check (medium_from < high_from),
    primary key (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('risk.register');

-- A risk as it stands. Its level is not here: it follows from probability, impact and the project's bands, and until it
-- is assessed from the first estimate of whoever submitted it. Without a party it is the whole project's.
create table risk.risk (
    workspace_id         uuid not null default tenancy.workspace(),
    id                   uuid not null,
    project_id           uuid not null,
    number               int not null,
    status               text not null default 'proposed' check (status in ('proposed', 'assessed', 'treated', 'closed', 'occurred')),
    description          text not null check (length(description) between 1 and 2000),
    cause                text not null default '' check (length(cause) <= 2000),
    effect               text not null default '' check (length(effect) <= 2000),
    party_id             uuid,
    category             text not null check (category in ('policy', 'market', 'schedule', 'resource', 'technology', 'quality', 'supply', 'cost', 'security', 'other')),
    submitted_by         uuid not null,
    submitted_at         timestamptz not null,
    submitted_week       date not null,
    estimate             text not null check (estimate in ('high', 'medium', 'low')),
    probability          smallint check (probability between 1 and 5),
    impact               smallint check (impact between 1 and 5),
    assessed_by          uuid,
    assessed_at          timestamptz,
    response             text check (response in ('avoid', 'mitigate', 'transfer', 'accept')),
    trigger              text not null default '' check (length(trigger) <= 1000),
    proximity            text check (proximity in ('imminent', 'near', 'medium', 'far')),
    review_on            date,
    residual_probability smallint check (residual_probability between 1 and 5),
    residual_impact      smallint check (residual_impact between 1 and 5),
    owner_id             uuid,
    suggestion           text not null default '' check (length(suggestion) <= 2000),
    preset               boolean not null default false,
    handed_to            text not null default '' check (length(handed_to) <= 200),
    handed_by            uuid,
    handed_at            timestamptz,
    ended_at             timestamptz,
    version              int not null default 0,
    check ((probability is null) = (impact is null)),
    check ((probability is null) = (assessed_at is null)),
    check ((residual_probability is null) = (residual_impact is null)),
    check ((handed_to = '') = (handed_at is null)),
    check ((status in ('closed', 'occurred')) = (ended_at is not null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, party_id) references project.party
);
create index risk_open on risk.risk (workspace_id, project_id, number desc) where ended_at is null;
create index risk_week on risk.risk (workspace_id, project_id, party_id, submitted_week);
call tenancy.wall('risk.risk');

-- What happened to a risk, in order, with how it stood after it: the update log, and what the trend is drawn from.
create table risk.risk_entry (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    risk_id      uuid not null,
    act          text not null check (act in ('raise', 'change', 'assess', 'measure', 'done', 'drop', 'note', 'review', 'treat', 'hand_over', 'close', 'occur', 'reopen')),
    at           timestamptz not null,
    by_id        uuid not null,
    note         text not null default '' check (length(note) <= 4000),
    status       text not null,
    probability  smallint,
    impact       smallint,
    primary key (workspace_id, id),
    foreign key (workspace_id, risk_id) references risk.risk
);
create index risk_entry_of on risk.risk_entry (workspace_id, risk_id, at, id);
create index risk_entry_turns on risk.risk_entry (workspace_id, project_id, at, id) where act in ('raise', 'assess', 'treat', 'close', 'occur', 'reopen');
call tenancy.wall('risk.risk_entry');

-- Who does what about it by when.
create table risk.risk_measure (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    risk_id      uuid not null,
    position     int not null,
    content      text not null check (length(content) between 1 and 1000),
    owner_id     uuid not null,
    due_on       date not null,
    done_by      uuid,
    done_at      timestamptz,
    dropped_by   uuid,
    dropped_at   timestamptz,
    check ((done_by is null) = (done_at is null)),
    check ((dropped_by is null) = (dropped_at is null)),
    check (done_at is null or dropped_at is null),
    primary key (workspace_id, id),
    foreign key (workspace_id, risk_id) references risk.risk
);
create index risk_measure_of on risk.risk_measure (workspace_id, risk_id, position);
call tenancy.wall('risk.risk_measure');

-- A party has said what is new in a week (its Monday), also that nothing is.
create table risk.risk_submission (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    party_id     uuid not null,
    week         date not null check (extract(isodow from week) = 1),
    submitted_by uuid not null,
    submitted_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, project_id, party_id, week),
    foreign key (workspace_id, party_id) references project.party
);
call tenancy.wall('risk.risk_submission');
