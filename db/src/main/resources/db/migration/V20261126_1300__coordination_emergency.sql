-- Who is called when something happens: one group a project. A contact is a member or somebody outside (a port agent, a
-- landlord) with a name of their own.
create table coordination.emergency_group (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    chat_name    text not null default '' check (length(chat_name) <= 80),
    chat_link    text not null default '' check (length(chat_link) <= 500),
    made_at      timestamptz not null default now(),
    made_by      uuid,
    version      int not null default 0,
    primary key (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('coordination.emergency_group');

create table coordination.emergency_contact (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    member_id    uuid,
    name         text not null default '' check (length(name) <= 80),
    phone        text not null default '' check (length(phone) <= 40),
    note         text not null default '' check (length(note) <= 200),
    position     int not null,
    version      int not null default 0,
    check ((member_id is null) = (name <> '')),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, member_id) references identity.member
);
create index emergency_contact_project on coordination.emergency_contact (workspace_id, project_id, position);
create unique index emergency_contact_member on coordination.emergency_contact (workspace_id, project_id, member_id) where member_id is not null;
call tenancy.wall('coordination.emergency_contact');

create table coordination.emergency (
    workspace_id     uuid not null default tenancy.workspace(),
    id               uuid not null,
    project_id       uuid not null,
    number           int not null,
    title            text not null check (length(title) between 1 and 200),
    what             text not null default '' check (length(what) <= 8000),
    place            text not null default '' check (length(place) <= 200),
    severity         text not null check (severity in ('severe', 'serious', 'minor')),
    state            text not null default 'raised' check (state in ('raised', 'answered', 'proposed', 'accepted', 'closed', 'withdrawn')),
    raised_by        uuid not null,
    raised_at        timestamptz not null,
    on_duty_member_id uuid,
    response_due_at  timestamptz not null,
    responded_at     timestamptz,
    responded_by     uuid,
    solution_due_at  timestamptz not null,
    proposed_at      timestamptz,
    proposed_by      uuid,
    accepted_at      timestamptz,
    accepted_by      uuid,
    closed_at        timestamptz,
    closed_by        uuid,
    reason           text not null default '' check (length(reason) <= 2000),
    cause            text not null default '' check (length(cause) <= 8000),
    helped           text not null default '' check (length(helped) <= 8000),
    changes          text not null default '' check (length(changes) <= 8000),
    version          int not null default 0,
    check ((responded_at is null) = (responded_by is null)),
    check ((proposed_at is null) = (proposed_by is null)),
    check ((state in ('closed', 'withdrawn')) = (closed_at is not null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project
);
create index emergency_open on coordination.emergency (workspace_id, project_id) where closed_at is null;
call tenancy.wall('coordination.emergency');

create table coordination.emergency_party (
    workspace_id uuid not null default tenancy.workspace(),
    emergency_id uuid not null,
    party_id     uuid not null,
    primary key (workspace_id, emergency_id, party_id),
    foreign key (workspace_id, emergency_id) references coordination.emergency
);
call tenancy.wall('coordination.emergency_party');

create table coordination.responder (
    workspace_id uuid not null default tenancy.workspace(),
    emergency_id uuid not null,
    member_id    uuid not null,
    joined_at    timestamptz not null,
    primary key (workspace_id, emergency_id, member_id),
    foreign key (workspace_id, emergency_id) references coordination.emergency
);
call tenancy.wall('coordination.responder');

-- What happened in the room, in order; nothing is changed or taken away. about_id: the proposal that is judged.
create table coordination.emergency_entry (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    emergency_id uuid not null,
    at           timestamptz not null,
    by_id        uuid,
    kind         text not null check (kind in ('raised', 'message', 'answer', 'joined', 'restated', 'proposal', 'acceptance', 'rejection', 'file', 'closure', 'withdrawal')),
    content      text not null default '' check (length(content) <= 8000),
    about_id     uuid,
    primary key (workspace_id, id),
    foreign key (workspace_id, emergency_id) references coordination.emergency
);
create index emergency_entry_room on coordination.emergency_entry (workspace_id, emergency_id, at desc, id desc);
call tenancy.wall('coordination.emergency_entry');
