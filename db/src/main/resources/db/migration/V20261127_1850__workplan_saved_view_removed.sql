-- A view that was removed lies in the project's trash for its days.
alter table workplan.saved_view
    add column removed_at timestamptz,
    add column removed_by uuid,
    add check ((removed_at is null) = (removed_by is null));
create index saved_view_removed on workplan.saved_view (workspace_id, removed_at) where removed_at is not null;
