-- Global: recurring work, claimed by one node at a time. The columns are db-scheduler's.
create table outbox.scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    state                text,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on outbox.scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on outbox.scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on outbox.scheduled_tasks (priority desc, execution_time);
