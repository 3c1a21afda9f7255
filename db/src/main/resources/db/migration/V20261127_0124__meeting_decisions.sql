-- The register of decisions 决议 reads them over all minutes of a project.
create index minutes_row_decisions on meeting.minutes_row (workspace_id, meeting_id) where section = 'decisions' and removed_at is null;
