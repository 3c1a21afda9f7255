-- What is said once of a project's closing 收尾: which lessons were decided on, who confirmed the settlement, and the closing
-- application 结项申请, whose approval is the closing notice 结项通知.
create table closing.closing (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    lessons      text not null default '' check (length(lessons) <= 8000),
    lessons_by   uuid,
    lessons_at   timestamptz,
    settled_by   uuid,
    settled_at   timestamptz,
    statement    text not null default '' check (length(statement) <= 8000),
    state        text not null default 'draft' check (state in ('draft', 'submitted', 'approved')),
    approved_at  timestamptz,
    version      int not null default 0,
    check ((lessons_by is null) = (lessons_at is null)),
    check ((settled_by is null) = (settled_at is null)),
    check ((state = 'approved') = (approved_at is not null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('closing.closing');

-- One line of the handover list 成果移交清单: three people confirm it, each for themselves. Changed, it has to be confirmed anew.
create table closing.handover_item (
    workspace_id      uuid not null default tenancy.workspace(),
    id                uuid not null,
    project_id        uuid not null,
    position          int not null,
    name              text not null check (length(name) between 1 and 200),
    note              text not null default '' check (length(note) <= 2000),
    deliverable_id    uuid,
    from_member_id    uuid not null,
    to_member_id      uuid not null,
    witness_member_id uuid not null,
    given_at          timestamptz,
    received_at       timestamptz,
    witnessed_at      timestamptz,
    version           int not null default 0,
    removed_at        timestamptz,
    check (from_member_id <> to_member_id and from_member_id <> witness_member_id and to_member_id <> witness_member_id),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, deliverable_id) references project.deliverable
);
create index handover_item_of on closing.handover_item (workspace_id, project_id, position) where removed_at is null;
call tenancy.wall('closing.handover_item');

-- One open point 遗留问题: it outlives the project, with somebody who sees to it. duty_id: what it was in the project.
create table closing.open_point (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    position     int not null,
    content      text not null check (length(content) between 1 and 1000),
    note         text not null default '' check (length(note) <= 2000),
    owner_id     uuid,
    due_on       date,
    duty_id      uuid,
    said         text not null default '' check (length(said) <= 2000),
    done_by      uuid,
    done_at      timestamptz,
    version      int not null default 0,
    removed_at   timestamptz,
    check ((done_by is null) = (done_at is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
create index open_point_of on closing.open_point (workspace_id, project_id, position) where removed_at is null;
create unique index open_point_duty on closing.open_point (workspace_id, project_id, duty_id) where removed_at is null and duty_id is not null;
call tenancy.wall('closing.open_point');

-- One line of the settlement 费用结算, in the currency in which it was paid. rate: what one unit of it is in the project's currency, on
-- which day; without one it stands beside the sum and is in none.
create table closing.settlement_line (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    position     int not null,
    name         text not null check (length(name) between 1 and 200),
    resource_id  uuid,
    party_id     uuid,
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    amount       numeric(19, 4) not null,
    rate         numeric(19, 8) check (rate > 0),
    rate_on      date,
    receipt      text not null default '' check (length(receipt) <= 200),
    entered_by   uuid not null,
    entered_at   timestamptz not null,
    removed_at   timestamptz,
    check ((rate is null) = (rate_on is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, resource_id) references project.resource,
    foreign key (workspace_id, party_id) references project.party
);
create index settlement_line_of on closing.settlement_line (workspace_id, project_id, position) where removed_at is null;
call tenancy.wall('closing.settlement_line');

-- The summary report 项目总结报告: its figures are those of the moment it was drafted, its words are people's.
create table closing.summary (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    language     text not null check (language in ('zh-CN', 'en')),
    figures      jsonb not null,
    overview     text not null default '' check (length(overview) <= 8000),
    results      text not null default '' check (length(results) <= 8000),
    deviations   text not null default '' check (length(deviations) <= 8000),
    problems     text not null default '' check (length(problems) <= 8000),
    outlook      text not null default '' check (length(outlook) <= 8000),
    drafted_by   uuid not null,
    drafted_at   timestamptz not null,
    state        text not null default 'draft' check (state in ('draft', 'submitted', 'approved')),
    reason       text not null default '' check (length(reason) <= 2000),
    version      int not null default 0,
    primary key (workspace_id, id),
    unique (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('closing.summary');

-- What is left of it after three and after six months 后评价: owed once the project is closed.
create table closing.evaluation (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    months       smallint not null check (months in (3, 6)),
    due_on       date not null,
    owner_id     uuid not null,
    outcome      text check (outcome in ('lasting', 'partly', 'lost')),
    content      text not null default '' check (length(content) <= 8000),
    written_by   uuid,
    written_at   timestamptz,
    version      int not null default 0,
    check ((written_by is null) = (written_at is null)),
    check ((outcome is null) = (written_at is null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, months),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('closing.evaluation');
