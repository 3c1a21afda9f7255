-- Meetings 会议: one at a time or in a series, each occurrence a row of its own.
create schema meeting;
call tenancy.admit('meeting');

-- What people call them by: numbers within a project, never given out again.
create table meeting.numbering (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    last         int not null,
    primary key (workspace_id, project_id)
);
call tenancy.wall('meeting.numbering');

-- How meetings follow each other, by the clock and the calendar of one region. A series that is moved ends, and another goes on.
create table meeting.series (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    repeats      text not null check (repeats in ('workdays', 'weekly', 'fortnightly', 'monthly', 'quarterly')),
    region_id    uuid not null,
    zone         text not null,
    first_local  timestamp not null,
    until_on     date not null,
    sequence     int not null default 0,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('meeting.series');

-- A time is local time and zone; the instant is what they mean today. occurrence_local is when it would have been by its series.
create table meeting.meeting (
    workspace_id     uuid not null default tenancy.workspace(),
    id               uuid not null,
    project_id       uuid not null,
    number           int not null,
    series_id        uuid,
    occurrence_local timestamp,
    kind             text not null check (kind in ('kickoff', 'stand_up', 'weekly', 'review', 'dispute', 'acceptance', 'other')),
    title            text not null check (length(title) between 1 and 200),
    mode             text not null check (mode in ('online', 'on_site', 'mixed')),
    place            text not null default '' check (length(place) <= 200),
    link             text not null default '' check (length(link) <= 500),
    note             text not null default '' check (length(note) <= 4000),
    starts_local     timestamp not null,
    zone             text not null,
    region_id        uuid not null,
    starts_at        timestamptz not null,
    minutes          int not null check (minutes between 5 and 600),
    host_id          uuid not null,
    recorder_id      uuid,
    status           text not null default 'planned' check (status in ('planned', 'begun', 'held', 'cancelled')),
    cancel_reason    text not null default '' check (length(cancel_reason) <= 1000),
    begun_at         timestamptz,
    held_at          timestamptz,
    reminded_at      timestamptz,
    sequence         int not null default 0,
    version          int not null default 0,
    called_by        uuid not null,
    called_at        timestamptz not null,
    changed_at       timestamptz not null,
    check ((series_id is null) = (occurrence_local is null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, number),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, series_id) references meeting.series
);
create index meeting_list on meeting.meeting (workspace_id, project_id, starts_at, id);
create index meeting_series on meeting.meeting (workspace_id, series_id, starts_at) where series_id is not null;
create index meeting_soon on meeting.meeting (workspace_id, starts_at) where status = 'planned';
call tenancy.wall('meeting.meeting');

-- Who is asked to come: somebody of the workspace, or a guest by name and address. person_id is the member’s, or the guest’s own, the
-- same through a series.
create table meeting.participant (
    workspace_id   uuid not null default tenancy.workspace(),
    meeting_id     uuid not null,
    person_id      uuid not null,
    member_id      uuid,
    name           text not null default '' check (length(name) <= 120),
    email          text not null default '' check (length(email) <= 254),
    position       smallint not null default 0,
    answer         text not null default 'none' check (answer in ('none', 'accepted', 'tentative', 'declined')),
    answer_note    text not null default '' check (length(answer_note) <= 500),
    answered_at    timestamptz,
    attendance     text check (attendance in ('present', 'absent', 'in_attendance')),
    absence_reason text not null default '' check (length(absence_reason) <= 500),
    check (member_id is null or member_id = person_id),
    check (member_id is not null or name <> '' and email <> ''),
    primary key (workspace_id, meeting_id, person_id),
    foreign key (workspace_id, meeting_id) references meeting.meeting
);
create index participant_meetings on meeting.participant (workspace_id, member_id, meeting_id) where member_id is not null;
call tenancy.wall('meeting.participant');

create table meeting.agenda_item (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    meeting_id   uuid not null,
    position     smallint not null,
    topic        text not null check (length(topic) between 1 and 300),
    presenter_id uuid,
    minutes      int check (minutes between 1 and 600),
    primary key (workspace_id, id),
    foreign key (workspace_id, meeting_id) references meeting.meeting
);
create index agenda_item_of on meeting.agenda_item (workspace_id, meeting_id, position);
call tenancy.wall('meeting.agenda_item');

-- Global: what signs the addresses by which somebody answers an invitation without signing in.
create table meeting.answer_key (
    name   text primary key check (name = 'answer'),
    secret bytea not null
);

-- Global: the secret address of each person’s calendar, as a hash; a new one ends the old.
create table meeting.calendar_feed (
    token_hash   bytea primary key check (length(token_hash) = 32),
    workspace_id uuid not null,
    member_id    uuid not null,
    made_at      timestamptz not null,
    read_at      timestamptz,
    unique (workspace_id, member_id)
);
