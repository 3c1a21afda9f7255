-- What others owe to somebody, by due time: the inbox's other side.
create index duty_owed on duty.duty (workspace_id, owed_to_id, due_at, id) where state = 'open' and owed_to_id is not null;
