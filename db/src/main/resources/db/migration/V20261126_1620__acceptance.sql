create schema acceptance;
call tenancy.admit('acceptance');

-- The numbers people call things by, counted up in each project and never given twice.
create table acceptance.counter (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    thing        text not null check (thing in ('quality_check')),
    last         int not null,
    primary key (workspace_id, project_id, thing)
);
call tenancy.wall('acceptance.counter');

-- Somebody has looked at the work of a party while it is being done 过程质量检查.
create table acceptance.quality_check (
    workspace_id   uuid not null default tenancy.workspace(),
    id             uuid not null,
    project_id     uuid not null,
    number         int not null,
    title          text not null check (length(title) between 1 and 200),
    party_id       uuid not null,
    deliverable_id uuid,
    checked_on     date not null,
    note           text not null default '' check (length(note) <= 4000),
    checked_by     uuid not null,
    recorded_at    timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, party_id) references project.party,
    foreign key (workspace_id, deliverable_id) references project.deliverable
);
call tenancy.wall('acceptance.quality_check');

-- What was found: its owner mends it by a day, who checked says that it is mended or sends it back.
create table acceptance.finding (
    workspace_id     uuid not null default tenancy.workspace(),
    id               uuid not null,
    quality_check_id uuid not null,
    position         smallint not null,
    content          text not null check (length(content) between 1 and 1000),
    owner_id         uuid not null,
    due_on           date not null,
    state            text not null default 'open' check (state in ('open', 'mended', 'verified')),
    said             text not null default '' check (length(said) <= 2000),
    mended_by        uuid,
    mended_at        timestamptz,
    verified_by      uuid,
    verified_at      timestamptz,
    version          int not null default 0,
    check ((state = 'verified') = (verified_at is not null)),
    check ((verified_at is null) = (verified_by is null)),
    check ((mended_at is null) = (mended_by is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, quality_check_id) references acceptance.quality_check
);
create index finding_of on acceptance.finding (workspace_id, quality_check_id, position);
call tenancy.wall('acceptance.finding');
