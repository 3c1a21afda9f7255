-- Minutes 会议纪要: written row by row by several people at once. revision counts every change of any row, so that a page can ask for
-- what is new; whoever changes a row holds this row meanwhile, so that revisions are committed in their order.
create table meeting.minutes (
    workspace_id uuid not null default tenancy.workspace(),
    meeting_id   uuid not null,
    state        text not null default 'draft' check (state in ('draft', 'published', 'revising')),
    revision     int not null default 0,
    begun_by     uuid not null,
    begun_at     timestamptz not null,
    issued_by    uuid,
    issued_at    timestamptz,
    asks         boolean not null default false,
    version      int not null default 0,
    primary key (workspace_id, meeting_id),
    foreign key (workspace_id, meeting_id) references meeting.meeting
);
call tenancy.wall('meeting.minutes');

-- One row of a section. Whoever types in it holds it for a while; what it said before they began is kept until it is recorded.
create table meeting.minutes_row (
    workspace_id    uuid not null default tenancy.workspace(),
    id              uuid not null,
    meeting_id      uuid not null,
    section         text not null check (section in ('goals', 'progress', 'results', 'notes', 'problems', 'decisions', 'improvements', 'actions', 'plan')),
    position        int not null,
    party_id        uuid,
    content         text not null default '' check (length(content) <= 4000),
    reply           text not null default '' check (length(reply) <= 4000),
    outcome         text check (outcome in ('met', 'partly', 'missed')),
    owner_id        uuid,
    due_on          date,
    deliverable     text not null default '' check (length(deliverable) <= 300),
    becomes         text not null default 'duty' check (becomes in ('duty', 'task')),
    task_id         uuid,
    done_by         uuid,
    done_at         timestamptz,
    carried_from    uuid,
    revision        int not null,
    version         int not null default 0,
    written_by      uuid,
    written_at      timestamptz,
    held_by         uuid,
    held_until      timestamptz,
    told_version    int not null default 0,
    told_content    text not null default '',
    removed_at      timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, meeting_id) references meeting.minutes
);
create index minutes_row_of on meeting.minutes_row (workspace_id, meeting_id, revision);
create index minutes_row_open on meeting.minutes_row (workspace_id, meeting_id) where section = 'actions' and done_at is null and removed_at is null;
call tenancy.wall('meeting.minutes_row');

-- Who has read which issue of the minutes.
create table meeting.acknowledgement (
    workspace_id    uuid not null default tenancy.workspace(),
    meeting_id      uuid not null,
    issue           int not null,
    member_id       uuid not null,
    acknowledged_at timestamptz not null,
    note            text not null default '' check (length(note) <= 1000),
    primary key (workspace_id, meeting_id, issue, member_id),
    foreign key (workspace_id, meeting_id) references meeting.minutes
);
call tenancy.wall('meeting.acknowledgement');
