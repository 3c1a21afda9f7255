-- Scenario templates have editions: what new projects begin from is the newest; what is being changed stands beside it as a
-- draft, a whole template as a file holds it. One that was never published (edition 0) is offered to nobody.
alter table project.scenario_template
    add column edition int not null default 1 check (edition >= 0),
    add column draft   jsonb,
    add column made_at timestamptz,
    add column made_by uuid,
    add column version int not null default 0;

create table project.scenario_template_edition (
    workspace_id         uuid not null default tenancy.workspace(),
    scenario_template_id uuid not null,
    number               int not null check (number > 0),
    whole                jsonb not null,
    reason               text not null default '' check (length(reason) <= 1000),
    published_at         timestamptz,
    published_by         uuid,
    primary key (workspace_id, scenario_template_id, number),
    foreign key (workspace_id, scenario_template_id) references project.scenario_template
);
call tenancy.wall('project.scenario_template_edition');

-- What a template wants done before a stage is left, beyond what the house knows of: ticked by hand.
create table project.checklist_item (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    stage        text not null check (stage in ('preparation', 'launch', 'execution', 'closing')),
    position     smallint not null,
    content      text not null check (length(content) between 1 and 300),
    done_at      timestamptz,
    done_by      uuid,
    check ((done_at is null) = (done_by is null)),
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project
);
create index checklist_item_of on project.checklist_item (workspace_id, project_id, stage, position);
call tenancy.wall('project.checklist_item');
