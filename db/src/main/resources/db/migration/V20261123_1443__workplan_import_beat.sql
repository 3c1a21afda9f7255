-- Moved on by whoever writes an import, every few hundred rows: one that stands still has lost its writer.
alter table workplan.plan_import add column beat_at timestamptz;
