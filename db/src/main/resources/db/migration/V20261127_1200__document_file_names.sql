-- The name that the project's pattern would give a file, offered until somebody takes it or declines; and what a file that took it was called before.
alter table document.attachment
    add column proposed_name text check (length(proposed_name) between 1 and 200),
    add column own_name text check (length(own_name) between 1 and 200);
