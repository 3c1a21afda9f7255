-- How the people of a phase review vote on what it decides and improves.
create table meeting.vote (
    workspace_id   uuid not null default tenancy.workspace(),
    minutes_row_id uuid not null,
    member_id      uuid not null,
    choice         text not null check (choice in ('for', 'against', 'abstain')),
    voted_at       timestamptz not null,
    primary key (workspace_id, minutes_row_id, member_id),
    foreign key (workspace_id, minutes_row_id) references meeting.minutes_row
);
call tenancy.wall('meeting.vote');
