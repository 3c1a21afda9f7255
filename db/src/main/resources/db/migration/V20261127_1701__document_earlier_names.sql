-- What an earlier version was called before it took the name that the project's pattern gave it.
alter table document.earlier_version add column own_name text check (length(own_name) between 1 and 200);
