-- What a reviewed lesson would change in a scenario template: one part of it, added or put in the place of what was there
-- before. Approved, it is the template’s next edition.
create table knowledge.template_proposal (
    workspace_id         uuid not null default tenancy.workspace(),
    id                   uuid not null,
    entry_id             uuid not null,
    scenario_template_id uuid not null,
    place                text not null check (length(place) <= 100),
    before               jsonb,
    element              jsonb not null,
    reason               text not null check (length(reason) between 1 and 1000),
    state                text not null default 'open' check (state in ('open', 'approved', 'refused')),
    proposed_by          uuid not null,
    proposed_at          timestamptz not null,
    approver_id          uuid not null,
    decided_by           uuid,
    decided_at           timestamptz,
    said                 text not null default '' check (length(said) <= 1000),
    edition              int,
    check ((state = 'open') = (decided_at is null)),
    check ((decided_by is null) = (decided_at is null)),
    check ((state = 'approved') = (edition is not null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, entry_id) references knowledge.entry,
    foreign key (workspace_id, scenario_template_id) references project.scenario_template
);
create index template_proposal_entry on knowledge.template_proposal (workspace_id, entry_id, proposed_at desc);
call tenancy.wall('knowledge.template_proposal');
