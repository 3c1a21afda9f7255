-- Which of its template’s preset risks a risk came from, so that a template can tell how often each of them occurred.
alter table risk.risk add column preset_key text check (length(preset_key) <= 40);
create index risk_preset on risk.risk (workspace_id, preset_key, project_id) where preset_key is not null;
