-- Which versions a party has confirmed: those of the kickoff (null), or later those its letter names, once it has confirmed these too.
alter table launch.table_confirmation
    add column charter_issue        int,
    add column responsibility_issue int,
    add column resource_issue       int,
    add column supplemented_by      uuid,
    add column supplemented_at      timestamptz,
    add check ((supplemented_by is null) = (supplemented_at is null));
