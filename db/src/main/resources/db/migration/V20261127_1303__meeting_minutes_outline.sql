-- Which sections the minutes of each kind of meeting have in a project: {"weekly": ["goals", …]}; a kind that is not there has the usual ones.
create table meeting.minutes_outline (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    sections     jsonb not null default '{}',
    version      int not null default 1,
    primary key (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('meeting.minutes_outline');

-- What minutes were begun with they keep; null: the usual sections of their kind.
alter table meeting.minutes add column sections text[];
