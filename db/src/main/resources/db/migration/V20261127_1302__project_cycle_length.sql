-- How long an execution cycle is.
alter table project.cycle add column length text not null default 'quarter' check (length in ('month', 'quarter', 'half_year', 'year'));
