-- How long each part of the kickoff was planned to take, in the order of its parts; empty where nobody said.
alter table launch.kickoff
    add column minutes   int[] not null default '{}' check (cardinality(minutes) in (0, 5)),
    add column tables_at timestamptz;
