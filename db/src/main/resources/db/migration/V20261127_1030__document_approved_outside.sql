-- Who approved an issue outside the house, and on which day there.
alter table document.revision
    add column approved_outside    text not null default '' check (length(approved_outside) <= 100),
    add column approved_outside_on date,
    add check (approved_by is null or approved_outside = ''),
    add check ((approved_outside = '') = (approved_outside_on is null));
