-- The readiness report 资源准备情况报告 of each party: the checklist, its risks and questions. Written anew until work begins; every
-- filing is an issue of its document.
create table launch.readiness_report (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    project_id   uuid not null,
    party_id     uuid not null,
    asked_at     timestamptz not null,
    risks        text not null default '' check (length(risks) <= 4000),
    questions    text not null default '' check (length(questions) <= 4000),
    reported_by  uuid,
    reported_at  timestamptz,
    version      int not null default 0,
    check ((reported_by is null) = (reported_at is null)),
    primary key (workspace_id, id),
    unique (workspace_id, project_id, party_id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, party_id) references project.party
);
call tenancy.wall('launch.readiness_report');

create table launch.readiness_item (
    workspace_id        uuid not null default tenancy.workspace(),
    readiness_report_id uuid not null,
    item                text not null check (item in ('people', 'budget', 'technology', 'data', 'equipment', 'plan', 'rules', 'contacts')),
    state               text not null check (state in ('ready', 'partly', 'missing', 'not_needed')),
    note                text not null default '' check (length(note) <= 500),
    primary key (workspace_id, readiness_report_id, item),
    foreign key (workspace_id, readiness_report_id) references launch.readiness_report on delete cascade
);
call tenancy.wall('launch.readiness_item');
