-- What somebody took back lies in the project's trash for its days.
create index comment_taken_back on activity.comment (workspace_id, project_id, deleted_at) where deleted_at is not null;
