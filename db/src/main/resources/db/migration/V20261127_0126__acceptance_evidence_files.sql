-- Which of an application's files are the evidence for a criterion; what was taken away since is evidence no more.
alter table acceptance.criterion add column files uuid[] not null default '{}' check (cardinality(files) <= 200);
