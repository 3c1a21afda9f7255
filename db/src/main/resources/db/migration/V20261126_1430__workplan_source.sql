-- By what the file a row came from knows it again: a scheduling program's own identity of the task.
alter table workplan.task add column source_id text collate "C" not null default '' check (length(source_id) <= 80);

-- An import may change rows that were there and move others to the trash; how they were is kept until it is taken back.
alter table workplan.plan_import
    add column rows_changed int not null default 0,
    add column rows_removed int not null default 0,
    add column kept         jsonb;
