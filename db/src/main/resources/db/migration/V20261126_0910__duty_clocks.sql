-- The clock of a duty: where it began, when it ends, and when each rung of its ladder takes effect. A duty that has no
-- clock_from yet was opened before there were ladders; it gets one in the background.
alter table duty.duty
    add column region_id      uuid,
    add column minutes        int check (minutes > 0),
    add column clock_from     timestamptz,
    add column stated_due_at  timestamptz,
    add column round          int not null default 1,
    add column reminder_at    timestamptz,
    add column again_at       timestamptz,
    add column lead_at        timestamptz,
    add column chief_at       timestamptz,
    add column sponsor_at     timestamptz,
    add column paused_at      timestamptz,
    add column pause_cause    text check (pause_cause in ('waiting', 'absence')),
    add column pause_reason   text not null default '' check (length(pause_reason) <= 1000),
    add column waiting_for_id uuid,
    add column acting_id      uuid,
    add column doer_id        uuid generated always as (coalesce(acting_id, owner_id)) stored,
    add column snoozed_until  timestamptz,
    add column cause          text check (cause in ('own', 'elsewhere')),
    add check ((paused_at is null) = (pause_cause is null));
update duty.duty set stated_due_at = due_at;
alter table duty.duty alter column stated_due_at set not null;

drop index duty.duty_inbox;
create index duty_inbox on duty.duty (workspace_id, doer_id, due_at, id) where state = 'open';
create index duty_owner on duty.duty (workspace_id, owner_id) where state = 'open';
create index duty_unscheduled on duty.duty (workspace_id, id) where state = 'open' and clock_from is null;
-- The promise record: what was due when, in one project.
create index duty_promise on duty.duty (workspace_id, project_id, due_at);

-- What a project's kind of duty goes by, where it differs from what the kind says of itself. Rungs in percent of the clock.
create table duty.rule (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    kind         text not null,
    clock        text not null check (clock in ('round_the_clock', 'working_time')),
    minutes      int check (minutes between 1 and 527040),
    reminder     smallint check (reminder between 1 and 1000),
    owner        smallint check (owner between 1 and 1000),
    lead         smallint check (lead between 1 and 1000),
    chief        smallint check (chief between 1 and 1000),
    sponsor      smallint check (sponsor between 1 and 1000),
    version      int not null default 0,
    primary key (workspace_id, project_id, kind)
);
call tenancy.wall('duty.rule');

-- Global: what takes effect at an instant; of a duty's ladder only the next rung. Written with what it watches. Emergencies have priority 0.
create table duty.timer (
    workspace_id uuid not null,
    duty_id      uuid not null,
    rung         text not null check (rung in ('reminder', 'owner', 'lead', 'chief', 'sponsor', 'resume', 'relay')),
    due_at       timestamptz not null,
    priority     smallint not null check (priority in (0, 1)),
    primary key (duty_id, rung)
);
create index timer_due on duty.timer (priority, due_at);
create index timer_workspace on duty.timer (workspace_id, priority, due_at);

-- A rung that took effect: whom it reached, and who was passed over and why.
create table duty.rise (
    workspace_id uuid not null default tenancy.workspace(),
    duty_id      uuid not null,
    round        int not null,
    rung         text not null check (rung in ('reminder', 'owner', 'lead', 'chief', 'sponsor')),
    at           timestamptz not null,
    to_member_id uuid,
    skipped      jsonb not null default '[]',
    primary key (workspace_id, duty_id, round, rung),
    foreign key (workspace_id, duty_id) references duty.duty
);
call tenancy.wall('duty.rise');
