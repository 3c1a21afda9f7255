alter table acceptance.counter drop constraint counter_thing_check;
alter table acceptance.counter add constraint counter_thing_check check (thing in ('quality_check', 'application'));

-- By which rule the panels of a project judge; without a row every criterion passes for every reviewer.
create table acceptance.rules (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    rule         text not null check (rule in ('unanimous', 'majority')),
    conditional  boolean not null,
    version      int not null default 0,
    primary key (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('acceptance.rules');

-- A party asks for a deliverable to be accepted 成果验收申请. Its rule is the project's when its panel was first convened.
create table acceptance.application (
    workspace_id   uuid not null default tenancy.workspace(),
    id             uuid not null,
    project_id     uuid not null,
    number         int not null,
    deliverable_id uuid not null,
    party_id       uuid not null,
    status         text not null default 'draft' check (status in ('draft', 'submitted', 'in_review', 'rectification', 'recheck', 'accepted', 'withdrawn', 'reopened')),
    note           text not null default '' check (length(note) <= 8000),
    round          int not null default 1 check (round >= 1),
    rule           text check (rule in ('unanimous', 'majority')),
    conditional    boolean,
    prepared_by    uuid not null,
    prepared_at    timestamptz not null,
    accepted_at    timestamptz,
    recheck_reviewer_id uuid,
    rechecked_by   uuid,
    rechecked_at   timestamptz,
    recheck_note   text not null default '' check (length(recheck_note) <= 2000),
    ended_by       uuid,
    ended_at       timestamptz,
    end_reason     text not null default '' check (length(end_reason) <= 2000),
    version        int not null default 0,
    check ((status in ('withdrawn', 'reopened')) = (ended_at is not null)),
    check (status <> 'accepted' or accepted_at is not null),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, deliverable_id) references project.deliverable,
    foreign key (workspace_id, party_id) references project.party
);
create unique index application_standing on acceptance.application (workspace_id, deliverable_id) where status not in ('withdrawn', 'reopened');
call tenancy.wall('acceptance.application');

-- The criteria as they were when it was submitted, each with the party's own check 自检. Passed once, a criterion is not judged again.
create table acceptance.criterion (
    workspace_id   uuid not null default tenancy.workspace(),
    id             uuid not null,
    application_id uuid not null,
    position       int not null,
    content        text not null check (length(content) between 1 and 1000),
    claim          text check (claim in ('met', 'partly', 'not_met')),
    evidence       text not null default '' check (length(evidence) <= 2000),
    passed_round   int,
    primary key (workspace_id, id),
    foreign key (workspace_id, application_id) references acceptance.application
);
create index criterion_of on acceptance.criterion (workspace_id, application_id, position);
call tenancy.wall('acceptance.criterion');

-- Each time it is submitted, judged and decided.
create table acceptance.round (
    workspace_id   uuid not null default tenancy.workspace(),
    application_id uuid not null,
    number         int not null,
    submitted_by   uuid not null,
    submitted_at   timestamptz not null,
    convened_by    uuid,
    convened_at    timestamptz,
    due_at         timestamptz,
    outcome        text check (outcome in ('pass', 'conditional', 'fail')),
    decided_at     timestamptz,
    check ((convened_at is null) = (convened_by is null)),
    check ((outcome is null) = (decided_at is null)),
    primary key (workspace_id, application_id, number),
    foreign key (workspace_id, application_id) references acceptance.application
);
call tenancy.wall('acceptance.round');

-- The panel 验收小组: who judges, for which side; who left keeps the place in what they judged.
create table acceptance.reviewer (
    workspace_id   uuid not null default tenancy.workspace(),
    id             uuid not null,
    application_id uuid not null,
    member_id      uuid not null,
    side           text not null check (side in ('business', 'technical', 'quality')),
    party_id       uuid,
    approver       boolean not null default false,
    position       int not null,
    joined_at      timestamptz not null,
    left_at        timestamptz,
    left_reason    text not null default '' check (length(left_reason) <= 2000),
    vacant         boolean not null default false, -- left the company while the panel sat; nobody has taken the place yet
    check (not vacant or left_at is not null),
    primary key (workspace_id, id),
    foreign key (workspace_id, application_id) references acceptance.application
);
create unique index reviewer_sits on acceptance.reviewer (workspace_id, application_id, member_id) where left_at is null;
create index reviewer_of on acceptance.reviewer (workspace_id, application_id, position);
create index reviewer_member on acceptance.reviewer (workspace_id, member_id) where left_at is null;
call tenancy.wall('acceptance.reviewer');

-- One verdict of each reviewer in each round, with a vote on every criterion that is still to be judged.
create table acceptance.verdict (
    workspace_id   uuid not null default tenancy.workspace(),
    application_id uuid not null,
    round          int not null,
    reviewer_id    uuid not null,
    overall        text not null check (overall in ('pass', 'conditional', 'fail')),
    comment        text not null default '' check (length(comment) <= 4000),
    given_by       uuid not null,
    given_at       timestamptz not null,
    primary key (workspace_id, application_id, round, reviewer_id),
    foreign key (workspace_id, reviewer_id) references acceptance.reviewer
);
call tenancy.wall('acceptance.verdict');

create table acceptance.vote (
    workspace_id   uuid not null default tenancy.workspace(),
    application_id uuid not null,
    round          int not null,
    reviewer_id    uuid not null,
    criterion_id   uuid not null,
    met            boolean not null,
    comment        text not null default '' check (length(comment) <= 2000),
    primary key (workspace_id, application_id, round, reviewer_id, criterion_id),
    foreign key (workspace_id, application_id, round, reviewer_id) references acceptance.verdict,
    foreign key (workspace_id, criterion_id) references acceptance.criterion
);
call tenancy.wall('acceptance.vote');

-- Who is to be asked before (C in the responsibility matrix): what that party says to the panel.
create table acceptance.opinion (
    workspace_id   uuid not null default tenancy.workspace(),
    application_id uuid not null,
    party_id       uuid not null,
    asked_at       timestamptz not null,
    said           text not null default '' check (length(said) <= 4000),
    said_by        uuid,
    said_at        timestamptz,
    check ((said_at is null) = (said_by is null)),
    primary key (workspace_id, application_id, party_id),
    foreign key (workspace_id, application_id) references acceptance.application
);
call tenancy.wall('acceptance.opinion');

-- What has to be put right before the next round, or before the re-check.
create table acceptance.rectification (
    workspace_id   uuid not null default tenancy.workspace(),
    id             uuid not null,
    application_id uuid not null,
    round          int not null,
    position       int not null,
    criterion_id   uuid,
    content        text not null check (length(content) between 1 and 4000),
    owner_id       uuid not null,
    due_on         date not null,
    state          text not null default 'open' check (state in ('open', 'done')),
    said           text not null default '' check (length(said) <= 2000),
    done_by        uuid,
    done_at        timestamptz,
    version        int not null default 0,
    check ((state = 'done') = (done_at is not null)),
    check ((done_at is null) = (done_by is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, application_id) references acceptance.application,
    foreign key (workspace_id, criterion_id) references acceptance.criterion
);
create index rectification_of on acceptance.rectification (workspace_id, application_id, position);
call tenancy.wall('acceptance.rectification');

-- The sponsor lets a deliverable go unaccepted, and says why.
create table acceptance.waiver (
    workspace_id   uuid not null default tenancy.workspace(),
    deliverable_id uuid not null,
    project_id     uuid not null,
    reason         text not null check (length(reason) between 1 and 2000),
    waived_by      uuid not null,
    waived_at      timestamptz not null,
    primary key (workspace_id, deliverable_id),
    foreign key (workspace_id, deliverable_id) references project.deliverable
);
call tenancy.wall('acceptance.waiver');
