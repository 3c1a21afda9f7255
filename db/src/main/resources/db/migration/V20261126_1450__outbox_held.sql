-- What waited in a copy when it was taken may have left since: after a restore it is held until an admin lets it go.
alter table outbox.delivery add column held boolean not null default false;
create index delivery_held on outbox.delivery (workspace_id) where held;
